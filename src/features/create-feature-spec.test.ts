import { describe, expect, it } from 'vitest';

import { frequencies } from '../calendar/index.ts';
import { ForecastError } from '../errors/index.ts';
import { canonicalFeatureSpec, createFeatureSpec, defaultFeatureSpec } from './index.ts';
import type { FeatureSpec } from './feature-spec.ts';
import { aSpec } from './testing/samples.ts';

function issuesOf(spec: FeatureSpec): readonly { path: string; message: string }[] {
  try {
    createFeatureSpec(spec);
  } catch (error) {
    if (error instanceof ForecastError && error.code === 'INVALID_INPUT') {
      return (error as ForecastError<'INVALID_INPUT'>).details.issues;
    }
    throw error;
  }
  return [];
}

describe('a feature spec', () => {
  it('has one text, whatever the order and repetition of its lists and keys', () => {
    const one = aSpec({
      lags: [7, 14],
      attributes: ['store', 'item'],
      demand: ['age', 'level'],
      calendar: [
        { part: 'month', encoding: 'circle' },
        { part: 'weekday', encoding: 'one-hot' },
      ],
      seasonMeans: [
        { season: 7, count: 4 },
        { season: 7, count: 2 },
      ],
    });
    const other = Object.fromEntries(
      Object.entries({
        ...one,
        lags: [14, 7, 14],
        attributes: ['item', 'store', 'item'],
        demand: ['level', 'age'],
        calendar: [...one.calendar].reverse(),
        seasonMeans: [...one.seasonMeans, ...one.seasonMeans].reverse(),
      }).reverse(),
    ) as unknown as FeatureSpec;
    expect(canonicalFeatureSpec(other)).toBe(canonicalFeatureSpec(one));
    expect(canonicalFeatureSpec({ ...one, lookback: 8 })).not.toBe(canonicalFeatureSpec(one));
  });

  it('survives JSON', () => {
    for (const frequency of frequencies) {
      const spec = defaultFeatureSpec(frequency);
      const stored = JSON.parse(canonicalFeatureSpec(spec)) as FeatureSpec;
      expect(createFeatureSpec(stored)).toEqual(spec);
    }
  });

  it('of version 1 keeps its text, so that the hash of stored models stays', () => {
    expect(canonicalFeatureSpec(aSpec({ price: null, flags: ['SNAP'] }))).toBe(
      '{"version":1,"inputSize":28,"lookback":7,"scale":{"window":7,"offset":1,"limit":100},"listing":"demand",' +
        '"rolling":{"mean":[],"std":[],"median":[],"max":[],"zeroShare":[]},"lags":[],"seasonMeans":[],"demand":[],' +
        '"demandWindow":28,"calendar":[],"events":null,"flags":["SNAP"],"price":null,"attributes":[],"pastCovariates":false}',
    );
  });

  it('names everything that is wrong with it at once', () => {
    const spec = {
      ...aSpec(),
      lookback: 29,
      lags: [7, 0, 1.5],
      scale: { window: 7, offset: 0, limit: Number.NaN },
      rolling: { ...aSpec().rolling, mean: [1000] },
      seasonMeans: [{ season: 7, count: 5 }],
      calendar: [{ part: 'year', encoding: 'one-hot' }] as const,
      events: { by: 'kind', reach: -1, except: [] } as const,
      price: {
        window: 90,
        group: null,
        planned: 'used',
        features: ['relative-to-group'],
      } as const,
    };
    expect(issuesOf(spec).map(({ path }) => path)).toEqual([
      'lookback',
      'rolling.mean.0',
      'lags.1',
      'lags.2',
      'seasonMeans.0',
      'price.window',
      'scale.offset',
      'scale.limit',
      'events.reach',
      'price.group',
      'calendar',
    ]);
  });

  it('of another version is refused as such', () => {
    const spec = { ...aSpec(), version: 2 } as unknown as FeatureSpec;
    expect(issuesOf(spec)).toEqual([{ path: 'version', message: 'must be 1, found 2' }]);
  });
});
