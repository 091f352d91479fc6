import type { Series, StepSeries } from '#core/series';

/** Copies series into one block of shared memory, so that every thread reads the same values. */
export function sharedSeries(series: readonly Series[]): readonly Series[] {
  const total = series.reduce((sum, { values }) => sum + values.length, 0);
  const block = new SharedArrayBuffer(total * Float64Array.BYTES_PER_ELEMENT);
  let offset = 0;
  return series.map(({ key, start, values }) => {
    const shared = new Float64Array(block, offset, values.length);
    shared.set(values);
    offset += shared.byteLength;
    return { key, start, values: shared };
  });
}

/** Copies steps into shared memory. */
export function sharedSteps(series: readonly StepSeries[]): readonly StepSeries[] {
  const total = series.reduce((sum, { changes }) => sum + changes.length, 0);
  const changes = new Int32Array(new SharedArrayBuffer(total * Int32Array.BYTES_PER_ELEMENT));
  const levels = new Float64Array(new SharedArrayBuffer(total * Float64Array.BYTES_PER_ELEMENT));
  let from = 0;
  return series.map((one) => {
    const end = from + one.changes.length;
    changes.set(one.changes, from);
    levels.set(one.levels, from);
    const own = { changes: changes.subarray(from, end), levels: levels.subarray(from, end) };
    from = end;
    return { ...one, ...own };
  });
}
