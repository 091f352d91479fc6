import type { SeriesForecast } from './forecaster.ts';

/**
 * Forecasts as one array, so that they move between threads without a copy: for each series its mean, its median and
 * then its quantiles level by level, `horizon` values each.
 */
interface PackedShape {
  readonly horizon: number;
  readonly quantileLevels: readonly number[];
}

/** Numbers of one series. */
export function packedRowLength({ horizon, quantileLevels }: PackedShape): number {
  return horizon * (2 + quantileLevels.length);
}

export function packForecasts(
  forecasts: readonly SeriesForecast[],
  shape: PackedShape,
): Float64Array<ArrayBuffer> {
  const row = packedRowLength(shape);
  const packed = new Float64Array(forecasts.length * row);
  for (const [index, { mean, median, quantiles }] of forecasts.entries()) {
    packed.set(mean, index * row);
    packed.set(median, index * row + shape.horizon);
    packed.set(quantiles, index * row + 2 * shape.horizon);
  }
  return packed;
}

/** The forecasts of `packForecasts`, in views of the same numbers. */
export function unpackForecasts(
  packed: Float64Array,
  shape: PackedShape,
): readonly SeriesForecast[] {
  const row = packedRowLength(shape);
  return Array.from({ length: packed.length / row }, (_, index) => {
    const own = packed.subarray(index * row, (index + 1) * row);
    return {
      mean: own.subarray(0, shape.horizon),
      median: own.subarray(shape.horizon, 2 * shape.horizon),
      quantiles: own.subarray(2 * shape.horizon),
    };
  });
}
