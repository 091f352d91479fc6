/** Exponentially smoothed sizes of the demands that occur, and of the periods from one to the next. */
export interface SizesAndIntervals {
  readonly sizeAlpha: number;
  readonly intervalAlpha: number;
  /** NaN before the first demand. */
  size: number;
  /** Starts as the periods up to the first demand. */
  interval: number;
  /** Known periods since the last demand. */
  elapsed: number;
}

export function startSizes(sizeAlpha: number, intervalAlpha: number): SizesAndIntervals {
  return { sizeAlpha, intervalAlpha, size: Number.NaN, interval: Number.NaN, elapsed: 0 };
}

/** Moves by periods. Demand is what is above zero; a period without a known value does not count. */
export function observeSizes(
  state: SizesAndIntervals,
  values: Float64Array,
  from: number,
  until: number,
): void {
  const { sizeAlpha, intervalAlpha } = state;
  let { size, interval, elapsed } = state;
  for (let index = from; index < until; index += 1) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    elapsed += 1;
    if (value <= 0) continue;
    if (Number.isNaN(size)) {
      size = value;
      interval = elapsed;
    } else {
      size += sizeAlpha * (value - size);
      interval += intervalAlpha * (elapsed - interval);
    }
    elapsed = 0;
  }
  state.size = size;
  state.interval = interval;
  state.elapsed = elapsed;
}

/** Demand per period: the smoothed size over the smoothed interval; 0 before the first demand. */
export function demandRate({ size, interval }: SizesAndIntervals): number {
  return Number.isNaN(size) ? 0 : size / interval;
}
