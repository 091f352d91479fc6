import type { MissingValuePolicy } from '#core/series';
import { rollingWindows } from '#core/backtest';
import { periodOf } from '#core/calendar';
import {
  defaultFeatureSpec,
  type FeatureBlocks,
  featureDataOf,
  featureInputs,
  type FittedFeatures,
  PanelFeatures,
} from '#core/features';
import { bottomLevel } from '#core/hierarchy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  PostgresCatalogReader,
  PostgresIngestionStore,
  PostgresSeriesReader,
} from '../../storage/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import {
  itemHierarchy,
  prepareInput,
  readPanel,
  resolveDataset,
  steppedCovariates,
} from '../backtests/index.ts';
import { readEvents, readItems } from '../catalog/index.ts';
import { modelData } from '../model-training/index.ts';
import type { LearnedVersion } from '../serving/index.ts';
import { readFeatureData } from './read-feature-data.ts';
import { readVisibleSeries } from './read-visible-series.ts';
import { resolveBatches } from './resolve-batches.ts';

const calendar = { frequency: 'daily', weekStartsOn: 1 } as const;
const start = periodOf(calendar, '2014-01-01');
const days = 600;
const horizon = 14;
const spec = { ...defaultFeatureSpec('daily'), attributes: ['store'], pastCovariates: true };

const demand: Readonly<Record<string, (day: number) => number>> = {
  steady: (day) => 2 + (day % 7),
  sleeper: (day) => (day === 40 || day > 560 ? 3 : 0),
  late: (day) => (day < 500 ? 0 : (day % 3) + 1),
  never: () => 0,
  gaps: (day) => (day % 4 === 0 ? Number.NaN : day % 5),
};
/** `steady` is priced to the end of the data, `late` until shortly before, the others never. */
const prices: Readonly<Record<string, (day: number) => number>> = {
  steady: (day) => 2 + Math.floor(day / 90) / 10,
  late: (day) => (day < 480 || day > 580 ? Number.NaN : 5),
};
const policies = ['zero', 'keep-unknown', 'drop'] as const;

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  for (const policy of policies) await ingest(policy);
});
afterAll(() => test[Symbol.asyncDispose]());

async function ingest(missingValuePolicy: MissingValuePolicy): Promise<void> {
  const dataset = {
    ...{ slug: missingValuePolicy, name: missingValuePolicy, description: '', calendar },
    ...{ missingValuePolicy, synthetic: true, licence: '' },
  };
  await new PostgresIngestionStore(test.database).session(dataset, async (session) => {
    const keys = Object.keys(demand);
    const ids = await session.upsertItems(
      keys.map((key, at) => ({ key, store: at % 2 === 0 ? 'CA_1' : 'TX_1', state: 'CA' })),
    );
    const patches = (of: typeof demand) =>
      Object.entries(of).map(([key, valueOf]) => ({
        itemId: ids.get(key)!,
        startPeriod: start,
        values: Float32Array.from({ length: days }, (_, day) => valueOf(day)),
      }));
    await session.copyDemand(patches(demand));
    await session.copyPrices(patches(prices));
    await session.addCalendarEvents([
      { date: '2015-03-20', name: 'Fair', kind: 'Cultural', region: '' },
      { date: '2015-07-06', name: 'Final', kind: 'Sporting', region: '' },
      { date: '2015-07-10', name: 'SNAP', kind: 'SNAP', region: 'CA' },
      { date: '2015-08-25', name: 'Fair', kind: 'Cultural', region: '' },
    ]);
    return session.commit({
      ...{ source: 'test', contentHash: 'a'.repeat(64), files: [], rowCount: 0 },
      audit: { findings: [] },
    });
  });
}

function ports() {
  return {
    catalog: new PostgresCatalogReader(test.database),
    series: new PostgresSeriesReader(test.database),
    now: () => new Date(),
  };
}

/** The features as a training on the whole dataset sees them. */
async function trained(slug: string) {
  const { catalog, series } = ports();
  const control = { signal: new AbortController().signal, onProgress: () => undefined };
  const { dataset, snapshot } = await resolveDataset(slug, null, ports());
  const { firstPeriod: first, lastPeriod: last } = snapshot;
  const windows = rollingWindows(
    { windows: 1, stepSize: 1, horizon: 1, refit: 1 },
    { first, last },
    7,
  );
  const items = await readItems(catalog, dataset.id, control.signal);
  const query = { dataset, snapshot, items, windows, weights: 'unit-sales', last } as const;
  const panel = await readPanel(series, { ...query, keeps: 'demand-and-prices' }, control);
  const events = await readEvents(catalog, dataset, last + 3);
  const plan = {
    ...{ calendar, missingValuePolicy: dataset.missingValuePolicy, horizon },
    ...{ quantileLevels: [0.5], inputSize: null, seed: 1 },
  };
  const hierarchy = itemHierarchy(items, null);
  const covariates = steppedCovariates(items, panel.prices!, events);
  const input = prepareInput(hierarchy, panel, windows, plan, covariates);
  const { fitted, data } = modelData(input, spec, last).features!;
  const function_ = new PanelFeatures(fitted, data, horizon);
  const { first: bottom } = bottomLevel(hierarchy);
  return {
    fitted,
    at: (cutoff: number): FeatureBlocks =>
      function_.build(items.map((_, place) => ({ series: bottom + place, cutoff }))),
    keys: items.map(({ key }) => key),
  };
}

/** The features as the thread of a network makes them of what a request sends there. */
async function served(
  slug: string,
  keys: readonly string[],
  cutoff: string,
  features: FittedFeatures,
): Promise<FeatureBlocks> {
  const command = { keysByDataset: new Map([[slug, keys]]), asOf: null, cutoff };
  const [batch] = await resolveBatches(command, ports());
  const version = { features, horizon };
  const learned = { ...version, scope: 'learned', inputSize: spec.inputSize } as LearnedVersion;
  const rungs = [{ model: 'mlp', forecaster: learned }];
  const series = await readVisibleSeries(batch!, rungs, horizon, ports().series);
  const dataOf = await readFeatureData(ports(), batch!, version);
  const data = dataOf?.({ calendar, series });
  const span = { cutoff: batch!.cutoff, horizon };
  const sent = structuredClone(featureInputs(features, data!, span));
  return new PanelFeatures(features, featureDataOf(features, sent), horizon).build(
    series.map((_, place) => ({ series: place, cutoff: batch!.cutoff })),
  );
}

describe('features of what is read for a request', () => {
  describe.each(policies)('of a dataset whose missing values are: %s', (policy) => {
    it.each(['2015-06-30', '2015-08-02', '2015-08-23'])(
      'are those that the training saw at the same cutoff: %s',
      async (cutoff) => {
        const { fitted, at, keys } = await trained(policy);
        const blocks = await served(policy, keys, cutoff, fitted);
        const expected = at(periodOf(calendar, cutoff));
        for (const name of ['past', 'future', 'summary', 'categories', 'scale'] as const) {
          expect(blocks[name], name).toEqual(expected[name]);
        }
      },
    );
  });

  it('are those of the series of a run, which may be some of the batch in another order', async () => {
    const { fitted } = await trained('zero');
    const keysByDataset = new Map([['zero', ['steady', 'never', 'late']]]);
    const [batch] = await resolveBatches({ keysByDataset, asOf: null, cutoff: null }, ports());
    const dataOf = await readFeatureData(ports(), batch!, { features: fitted, horizon });
    const ofItem = (at: number) => ({ key: String(batch!.items[at]!.id), start, values: one });
    const one = new Float64Array(1);
    const data = dataOf?.({ calendar, series: [ofItem(2), ofItem(0)] });
    const [late, steady] = data?.covariates.series ?? [];
    expect(data?.covariates.series).toHaveLength(2);
    expect([late?.attributes['store'], steady?.attributes['store']]).toEqual(['CA_1', 'CA_1']);
    const known = (values: Float64Array = new Float64Array()) =>
      values.filter((value) => !Number.isNaN(value));
    expect(new Set(known(late?.price?.values))).toEqual(new Set([5]));
    expect(known(steady?.price?.values).at(-1)).toBe(Math.fround(2.6));
  });

  it('are none for a version that reads demand alone', async () => {
    const command = { keysByDataset: new Map([['zero', ['steady']]]), asOf: null, cutoff: null };
    const [batch] = await resolveBatches(command, ports());
    const version = { features: null, horizon };
    expect(await readFeatureData(ports(), batch!, version)).toBeNull();
  });

  it('carry the last price on where none is planned, and say so', async () => {
    const { fitted, keys } = await trained('zero');
    const blocks = await served('zero', keys, '2015-08-23', fitted);
    const { layout } = new PanelFeatures(fitted, emptyPanel, horizon);
    const known = layout.future.indexOf('price.known');
    const row = keys.indexOf('steady');
    const at = (lead: number, channel: number) =>
      blocks.future[(row * horizon + lead) * layout.future.length + channel]!;
    expect(Array.from({ length: horizon }, (_, lead) => at(lead, known))).toEqual(
      Array<number>(horizon).fill(0),
    );
    const relative = layout.future.indexOf('price.relative-to-item');
    expect(at(horizon - 1, relative)).toBeGreaterThan(0);
  });
});

const emptyPanel = {
  panel: { calendar, series: [] },
  covariates: { events: [], series: [] },
};
