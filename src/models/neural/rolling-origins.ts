import type { WindowShape } from './basis.ts';
import { fillWindow, type WindowTransform } from './fill-window.ts';
import { createBatch, demandAlone, type WindowBatch } from './window-batch.ts';

/** Series without their last periods, and the windows whose targets those are. */
export interface HeldOut {
  /** What a training may see: nothing of any target. */
  readonly training: readonly Float64Array[];
  /** One batch per origin, the earliest first: its inputs end where its targets begin. */
  readonly origins: readonly WindowBatch[];
}

/** Holds out the last `origins` horizons of every series. Series that are no longer than that are left out throughout. */
export function holdOut(
  series: readonly Float64Array[],
  shape: WindowShape,
  transform: WindowTransform,
  origins: number,
): HeldOut {
  const { horizon } = shape;
  const long = series.filter(({ length }) => length > origins * horizon);
  return {
    training: long.map((values) => values.subarray(0, values.length - origins * horizon)),
    origins: Array.from({ length: origins }, (_, index) => {
      const batch = createBatch({ rows: long.length, ...shape, ...demandAlone });
      for (const [row, values] of long.entries()) {
        const cut = values.length - (origins - index) * horizon;
        fillWindow(batch, row, { values, cut, end: cut + horizon }, transform);
      }
      return batch;
    }),
  };
}
