import { describe, expect, it } from 'vitest';

import type { SeriesReader } from '../../application/catalog/index.ts';
import { PacedSeriesReader } from './paced-series-reader.ts';

const query = { itemIds: [1], sequence: 1, fromPeriod: null, toPeriod: 9 };

/** Answers in a later turn of the loop, and counts how many wait for it; every third read fails. */
function countedReader() {
  const seen = { now: 0, most: 0, reads: 0 };
  const read = async (): Promise<[]> => {
    seen.reads += 1;
    const fails = seen.reads % 3 === 0;
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    await new Promise(setImmediate);
    seen.now -= 1;
    if (fails) throw new Error('no answer');
    return [];
  };
  const reader: SeriesReader = {
    snapshots: () => Promise.resolve(new Map()),
    demand: read,
    prices: read,
    listedDemand: async () => ({ demand: await read(), firstSales: new Map() }),
  };
  return { seen, reader };
}

describe('PacedSeriesReader', () => {
  it('reads two at a time, however many ask and whatever fails, and answers each', async () => {
    const { seen, reader } = countedReader();
    const paced = new PacedSeriesReader(reader);
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => [
        paced.demand(query),
        paced.prices(query),
        paced.listedDemand(query),
      ]).flat(),
    );
    expect(seen).toEqual({ now: 0, most: 2, reads: 60 });
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(20);
    expect(await paced.snapshots([1], null)).toEqual(new Map());
  });
});
