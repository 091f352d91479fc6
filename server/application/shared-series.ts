import type { Series } from '#core/series';

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
