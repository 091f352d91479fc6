import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { lruValues } from '../../cache/index.ts';
import type { Item } from '../catalog/index.ts';
import type { Degradation } from './degradation.ts';
import { type ForecastBasis, KeptForecasts } from './kept-forecasts.ts';
import type { ServedSeries } from './serve-ladder.ts';

const shape = { horizon: 2, quantileLevels: [0.1, 0.9] };
const basis: ForecastBasis = {
  configHash: 'settings',
  artifactSha256: 'weights',
  datasetId: 1,
  sequence: 1,
  datasetVersion: 'data',
  cutoff: 100,
};

const backend = { name: 'wasm', version: 'test' } as const;

function anItem(id: number): Item {
  return { id, key: `ITEM_${id}`, datasetSlug: 'shop' } as Item;
}

/** Says of each item a number that no other call says. */
function asking(mostBytes = 1e6, degradation: Degradation | null = null) {
  const kept = new KeptForecasts({
    ...{ mostBytes, keep: lruValues },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  const computed: number[] = [];
  let said = 0;
  const serve = (items: readonly Item[]): Promise<readonly ServedSeries[]> => {
    computed.push(...items.map(({ id }) => id));
    const all = new Float64Array(8 * items.length).fill((said += 1));
    return Promise.resolve(
      items.map((_, place) => {
        const own = all.subarray(8 * place, 8 * (place + 1));
        const forecast = {
          ...{ mean: own.subarray(0, 2), median: own.subarray(2, 4) },
          quantiles: own.subarray(4),
        };
        return { forecast, servedModel: 'net', degradation, backend, isRepeatable: true };
      }),
    );
  };
  const ask = (ids: readonly number[], change: Partial<ForecastBasis> = {}) =>
    kept.serve(ids.map(anItem), { basis: { ...basis, ...change }, shape, model: 'net' }, serve);
  return { ask, computed };
}

describe('KeptForecasts', () => {
  it('answers again what it knows, in the order in which items are named, and asks for the rest', async () => {
    const { ask, computed } = asking();
    const first = await ask([1, 2]);
    const again = await ask([3, 2, 1]);
    expect(computed).toEqual([1, 2, 3]);
    expect([first.hits, again.hits]).toEqual([0, 2]);
    expect(again.served[1]).toEqual(first.served[1]);
    expect(again.served[2]).toEqual(first.served[0]);
    expect(again.served[0]!.forecast.mean).toEqual(Float64Array.of(2, 2));
  });

  it('asks anew when any part of what decides the numbers is another, and only then', async () => {
    const text = fc.string({ minLength: 1 });
    const whole = fc.integer({ min: 0, max: 1e6 });
    const change = fc.oneof(
      fc.record({ configHash: text }),
      fc.record({ artifactSha256: text }),
      fc.record({ datasetId: whole }),
      fc.record({ sequence: whole }),
      fc.record({ datasetVersion: text }),
      fc.record({ cutoff: whole }),
    );
    await fc.assert(
      fc.asyncProperty(change, whole, async (changed: Partial<ForecastBasis>, id) => {
        const { ask, computed } = asking();
        await ask([id]);
        const { hits } = await ask([id], changed);
        const isOther = JSON.stringify({ ...basis, ...changed }) !== JSON.stringify(basis);
        expect([hits, computed.length]).toEqual(isOther ? [0, 2] : [1, 1]);
        const other = await ask([id + 1]);
        expect(other.hits).toBe(0);
      }),
    );
  });

  it('keeps nothing that another model had to answer', async () => {
    const { ask, computed } = asking(1e6, {
      ...{ reason: 'INFERENCE_FAILED', detail: 'it threw' },
      ...{ requestedModel: 'net', servedModel: 'naive' },
    });
    await ask([1]);
    const { hits, served } = await ask([1]);
    expect([hits, computed]).toEqual([0, [1, 1]]);
    expect(served[0]!.degradation).not.toBeNull();
  });

  it('lets those go that were asked for longest ago when there is no more room', async () => {
    const { ask } = asking(2 * 576);
    for (const id of [1, 2, 1, 3]) await ask([id]);
    const hits = async (id: number) => (await ask([id])).hits;
    expect([await hits(3), await hits(1), await hits(2)]).toEqual([1, 1, 0]);
  });
});
