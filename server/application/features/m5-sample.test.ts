import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { periodOf } from '#core/calendar';
import type { PeriodEvent } from '#core/covariates';
import {
  defaultFeatureSpec,
  type FeatureData,
  fitFeatures,
  PanelFeatures,
  PanelTargets,
} from '#core/features';
import { type Series, sliceSeries } from '#core/series';
import { describe, expect, it } from 'vitest';

import { sharedFile } from '../../testing/shared-data.ts';

const daily = { frequency: 'daily', weekStartsOn: 1 } as const;
const firstDay = periodOf(daily, '2011-01-29');
const horizon = 28;

const files = {
  sales: sharedFile('m5/sales_sample_evaluation.csv.gz'),
  spells: sharedFile('m5/sell_price_spells.csv.gz'),
  calendar: sharedFile('m5/calendar.csv.gz'),
};
const present = Object.values(files).every((file) => file !== null);

/** Rows without their header; the files have no quoted commas. */
function rowsOf(path: string | null): readonly (readonly string[])[] {
  const lines = gunzipSync(readFileSync(path ?? ''))
    .toString()
    .trimEnd()
    .split('\n');
  return lines.slice(1).map((line) => line.replaceAll('"', '').split(','));
}

function m5Data(): FeatureData {
  const weeks = new Map<string, { first: number; last: number }>();
  const events: PeriodEvent[] = [];
  for (const [date, week, , , , , , name1, kind1, name2, kind2, ...snap] of rowsOf(
    files.calendar,
  )) {
    const period = periodOf(daily, date!);
    weeks.set(week!, { first: weeks.get(week!)?.first ?? period, last: period });
    const named = [
      [name1, kind1],
      [name2, kind2],
    ];
    for (const [name, kind] of named) {
      if (name !== '') events.push({ period, name: name!, kind: kind!, region: '' });
    }
    ['CA', 'TX', 'WI'].forEach((region, place) => {
      if (snap[place] === '1') events.push({ period, name: 'SNAP', kind: 'SNAP', region });
    });
  }
  const prices = new Map<string, Series>();
  for (const [store, item, from, to, price] of rowsOf(files.spells)) {
    const key = `${item!}_${store!}`;
    const values = prices.get(key)?.values ?? new Float64Array(1969).fill(Number.NaN);
    prices.set(key, { key, start: firstDay, values });
    values.fill(
      Number(price),
      weeks.get(from!)!.first - firstDay,
      weeks.get(to!)!.last - firstDay + 1,
    );
  }
  const items = rowsOf(files.sales).map(
    ([, item, department, category, store, state, ...sold]) => ({
      key: `${item!}_${store!}`,
      attributes: {
        item: item!,
        department: department!,
        category: category!,
        store: store!,
        state: state!,
      },
      values: Float64Array.from(sold, Number),
    }),
  );
  return {
    panel: {
      calendar: daily,
      series: items.map(({ key, values }) => ({ key, start: firstDay, values })),
    },
    covariates: {
      events,
      series: items.map(({ key, attributes }) => ({ attributes, price: prices.get(key) ?? null })),
    },
  };
}

/** Compared as bytes: millions of numbers. */
function bytesOf({ buffer }: { readonly buffer: ArrayBufferLike }): Buffer {
  return Buffer.from(buffer);
}

function shareOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe.skipIf(!present)('features of the M5 sample', () => {
  it('are built for all 2,147 items at one cutoff, and the same from a short history', () => {
    const data = m5Data();
    const cutoff = firstDay + 1941 - horizon - 1;
    const spec = { ...defaultFeatureSpec('daily'), pastCovariates: true };
    const fitted = fitFeatures(spec, data, cutoff);
    expect(fitted.listing).toBe('price');
    expect(fitted.events).toEqual(['Cultural', 'National', 'Religious', 'Sporting']);
    expect(fitted.groupPrices?.values).toHaveLength(7);
    const samples = data.panel.series.map((_, series) => ({ series, cutoff }));
    const features = new PanelFeatures(fitted, data, horizon);
    const blocks = features.build(samples);
    expect(samples).toHaveLength(2147);
    for (const block of [blocks.past, blocks.future, blocks.summary, blocks.scale]) {
      expect(block.every(Number.isFinite)).toBe(true);
    }
    expect(blocks.categories.every((number) => number > 0)).toBe(true);

    const from = cutoff - spec.inputSize + 1;
    const short: FeatureData = {
      panel: {
        ...data.panel,
        series: data.panel.series.map((series) => sliceSeries(series, from, cutoff)),
      },
      covariates: {
        ...data.covariates,
        series: data.covariates.series.map(({ attributes, price }) => ({
          attributes,
          price: price === null ? null : sliceSeries(price, from, cutoff + horizon),
        })),
      },
    };
    const shortBlocks = new PanelFeatures(fitted, short, horizon).build(samples);
    for (const name of ['past', 'future', 'summary', 'categories', 'scale'] as const) {
      expect(Buffer.compare(bytesOf(shortBlocks[name]), bytesOf(blocks[name]))).toBe(0);
    }

    const { layout } = features;
    const snap = layout.future.indexOf('flag.SNAP');
    // Within one state the days of food benefits are the same.
    const snapDays = (series: number) =>
      Array.from(
        { length: horizon },
        (_, lead) => blocks.future[(series * horizon + lead) * layout.future.length + snap]!,
      ).join('');
    const byState = Map.groupBy(samples, ({ series }) =>
      String(data.covariates.series[series]!.attributes['state']),
    );
    const patterns = [...byState.values()].map(
      (group) => new Set(group.map(({ series }) => snapDays(series))),
    );
    expect(patterns.map(({ size }) => size)).toEqual([1, 1, 1]);
    expect(new Set(patterns.map((own) => [...own][0])).size).toBe(3);

    const targets = new PanelTargets(fitted, data, horizon);
    const targetBlocks = targets.allocate(samples.length);
    /** Shares of the lookback and of the targets that were on sale. */
    const onSale = (day: number) => {
      const at = samples.map(({ series }) => ({ series, cutoff: firstDay + day - 1 }));
      const { past } = features.build(at);
      at.forEach((sample, row) => {
        targets.fill(sample, targetBlocks, row);
      });
      const listed = past.filter((_, place) => place % layout.past.length === 2);
      return { past: shareOf(listed), targets: shareOf(targetBlocks.weight) };
    };
    const late = onSale(1913);
    const early = onSale(400);
    console.info(
      `M5 sample: ${layout.past.length} past, ${layout.future.length} future, ${layout.summary.length} summary channels; ` +
        `on sale on day 1913: ${JSON.stringify(late)}, on day 400: ${JSON.stringify(early)}`,
    );
    expect(late.past).toBeGreaterThan(0.99);
    expect(early.past).toBeLessThan(0.6);
    expect(early.targets).toBeGreaterThan(early.past);
  }, 60_000);
});
