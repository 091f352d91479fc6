import type { FitContext, SeriesForecast } from './forecaster.ts';

interface RowShape {
  readonly horizon: number;
  /** Number of quantile levels. */
  readonly levels: number;
}

/**
 * Zeros for all answers of one forecast, in one piece of memory: the same for every model with the same findings, each of whose answers
 * are taken before the next one is asked. New ones for each would pile up until they are collected: for a panel of M5's size they
 * are 125 MB, and for a few series they are asked for a hundred thousand times in one window.
 */
export function answerRows(
  { findings }: Pick<FitContext, 'findings'>,
  count: number,
  shape: RowShape,
): readonly SeriesForecast[] {
  if (findings === undefined) return layRows(count, shape).rows;
  const { room, rows } = findings
    .of(count)
    .of(shape.horizon)
    .of(shape.levels)
    .once(answerRows, () => layRows(count, shape));
  room.fill(0);
  return rows;
}

function layRows(count: number, { horizon, levels }: RowShape) {
  const width = (2 + levels) * horizon;
  const room = new Float64Array(count * width);
  const rows = Array.from({ length: count }, (_, row): SeriesForecast => {
    const at = row * width;
    return {
      mean: room.subarray(at, at + horizon),
      median: room.subarray(at + horizon, at + 2 * horizon),
      quantiles: room.subarray(at + 2 * horizon, at + width),
    };
  });
  return { room, rows };
}
