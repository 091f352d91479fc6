import { describe, expect, it } from 'vitest';

import { defaultFeatureSpec, fitFeatures, PanelFeatures } from './index.ts';
import { aSpec, channelsAt, someData } from './testing/samples.ts';

describe('features', () => {
  it('of a gap are zeros that a mask marks, and no statistic counts them', () => {
    const data = someData([{ demand: [4, 4, Number.NaN, Number.NaN, 4, 0, 4] }]);
    const spec = aSpec({ rolling: { mean: [7], std: [], median: [7], max: [], zeroShare: [7] } });
    const features = new PanelFeatures(fitFeatures(spec, data, 6), data, 1);
    const blocks = features.build([{ series: 0, cutoff: 6 }]);
    const scale = Math.fround(1 + 16 / 5);
    expect(blocks.scale[0]).toBe(scale);
    const rows = Array.from({ length: 7 }, (_, row) => channelsAt(features, blocks, 'past', row));
    expect(rows.map(({ demand }) => demand)).toEqual(
      [4, 4, 0, 0, 4, 0, 4].map((value) => Math.fround(value / scale)),
    );
    expect(rows.map(({ known }) => known)).toEqual([1, 1, 0, 0, 1, 1, 1]);
    expect(rows.map(({ listed }) => listed)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const summary = channelsAt(features, blocks, 'summary');
    expect(summary['rolling.mean.7']).toBeCloseTo(0, 6);
    expect(summary['rolling.median.7']).toBeCloseTo(Math.log(5 / 4.2), 6);
    expect(summary['rolling.zeroShare.7']).toBeCloseTo(1 / 5, 6);
  });

  it('of a short history mark what came before it as not listed', () => {
    const data = someData([{ demand: [2, 0, 1], start: 10 }]);
    const spec = aSpec({ demand: ['age', 'known-share', 'since-last-sale'], demandWindow: 6 });
    const features = new PanelFeatures(fitFeatures(spec, data, 12), data, 1);
    const blocks = features.build([{ series: 0, cutoff: 12 }]);
    const rows = Array.from({ length: 7 }, (_, row) => channelsAt(features, blocks, 'past', row));
    expect(rows.map(({ listed }) => listed)).toEqual([0, 0, 0, 0, 1, 1, 1]);
    expect(rows.map(({ known }) => known)).toEqual([0, 0, 0, 0, 1, 1, 1]);
    expect(rows.map(({ demand }) => demand)).toEqual([0, 0, 0, 0, 1, 0, 0.5]);
    const summary = channelsAt(features, blocks, 'summary');
    expect(summary['age']).toBeCloseTo(Math.log1p(3) / Math.log1p(28), 6);
    expect(summary['known-share']).toBeCloseTo(0.5, 6);
    expect(summary['since-last-sale']).toBe(0);
  });

  it.each([
    ['all zeros', Array.from({ length: 40 }, () => 0)],
    ['nothing', []],
    ['only unknown values', Array.from({ length: 40 }, () => Number.NaN)],
  ])('of %s have the scale of the offset and nothing sold', (_, demand) => {
    const data = someData([{ demand }]);
    const spec = defaultFeatureSpec('daily');
    const features = new PanelFeatures(fitFeatures(spec, data, 39), data, 28);
    const blocks = features.build([{ series: 0, cutoff: 39 }]);
    expect(blocks.scale[0]).toBe(1);
    const summary = channelsAt(features, blocks, 'summary');
    expect(summary['level']).toBe(0);
    expect(summary['since-last-sale']).toBe(1);
    expect(summary['rolling.zeroShare.28']).toBe(1);
    expect(summary['rolling.mean.28']).toBe(0);
    expect(channelsAt(features, blocks, 'past', 83)['demand']).toBe(0);
  });

  it('give zeros before the first sale as not listed, as a history that begins with the sale', () => {
    const padded = someData([{ demand: [0, 0, 0, 3, 0, 2, 1] }]);
    const begun = someData([{ demand: [3, 0, 2, 1], start: 3 }]);
    const fitted = fitFeatures(aSpec({ demand: ['age', 'level'] }), padded, 6);
    const blocksOf = (data: typeof padded) =>
      new PanelFeatures(fitted, data, 2).build([{ series: 0, cutoff: 6 }]);
    expect(blocksOf(padded)).toEqual(blocksOf(begun));
  });

  it('repeat lags and season means until they reach known demand', () => {
    const demand = Array.from({ length: 21 }, (_, index) => index);
    const data = someData([{ demand }]);
    const spec = aSpec({ lags: [7, 14], seasonMeans: [{ season: 7, count: 2 }] });
    const features = new PanelFeatures(fitFeatures(spec, data, 20), data, 16);
    const blocks = features.build([{ series: 0, cutoff: 20 }]);
    const scale = blocks.scale[0]!;
    const at = (lead: number) => channelsAt(features, blocks, 'future', lead - 1);
    for (const [lead, lag7, lag14] of [
      [1, 14, 7],
      [7, 20, 13],
      [8, 14, 14],
      [14, 20, 20],
      [15, 14, 7],
    ] as const) {
      expect(at(lead)['lag.7']).toBeCloseTo(lag7 / scale, 5);
      expect(at(lead)['lag.14']).toBeCloseTo(lag14 / scale, 5);
      expect(at(lead)['season-mean.7x2']).toBeCloseTo((lag7 + lag7 - 7) / 2 / scale, 5);
      expect(at(lead)['season-mean.7x2.known']).toBe(1);
    }
  });

  it('tell what share of a season mean is known', () => {
    const data = someData([{ demand: [5, ...Array.from({ length: 13 }, () => Number.NaN)] }]);
    const spec = aSpec({ lags: [7], seasonMeans: [{ season: 7, count: 2 }] });
    const features = new PanelFeatures(fitFeatures(spec, data, 13), data, 2);
    const blocks = features.build([{ series: 0, cutoff: 13 }]);
    const first = channelsAt(features, blocks, 'future', 0);
    expect(first).toEqual({
      'lag.7': 0,
      'lag.7.known': 0,
      'season-mean.7x2': 5,
      'season-mean.7x2.known': 0.5,
    });
    expect(channelsAt(features, blocks, 'future', 1)['season-mean.7x2.known']).toBe(0);
  });

  it('cut scaled demand off at the limit', () => {
    const data = someData([{ demand: [1000, 0, 0, 0, 0, 0, 0] }]);
    const spec = aSpec({ lookback: 7, scale: { window: 1, offset: 1, limit: 50 }, lags: [7] });
    const features = new PanelFeatures(fitFeatures(spec, data, 6), data, 1);
    const blocks = features.build([{ series: 0, cutoff: 6 }]);
    expect(channelsAt(features, blocks, 'past', 0)['demand']).toBe(50);
    expect(channelsAt(features, blocks, 'future', 0)['lag.7']).toBe(50);
  });

  it('carry calendar, events and prices in the lookback where the spec asks for them', () => {
    const event = { period: 3, name: 'Cup', kind: 'Sporting', region: '' };
    const data = someData([{ demand: [1, 1, 1, 1, 1, 1, 1], price: [2, 2, 2, 2, 4, 4, 4] }], {
      events: [event],
    });
    const spec = aSpec({
      calendar: [{ part: 'weekday', encoding: 'one-hot' }],
      events: { by: 'name', reach: 1, except: [] },
      price: { window: 7, group: null, planned: 'used', features: ['last-change', 'changed'] },
      pastCovariates: true,
    });
    const features = new PanelFeatures(fitFeatures(spec, data, 6), data, 1);
    const blocks = features.build([{ series: 0, cutoff: 6 }]);
    // 1970-01-04, a Sunday.
    expect(channelsAt(features, blocks, 'past', 3)).toMatchObject({
      'weekday.7': 1,
      'weekday.1': 0,
      'event.Cup.on': 1,
      'event.Cup.before': 0,
      'price.known': 1,
      'price.changed': 0,
    });
    expect(channelsAt(features, blocks, 'past', 4)).toMatchObject({
      'event.Cup.after': 1,
      'price.changed': 1,
      'price.last-change': Math.fround(Math.log(2)),
    });
  });

  it('refuse a sample of a series that the panel does not have, and covariates of another panel', () => {
    const data = someData([{ demand: [1] }]);
    const fitted = fitFeatures(aSpec(), data, 0);
    const features = new PanelFeatures(fitted, data, 1);
    expect(() => features.build([{ series: 1, cutoff: 0 }])).toThrow(/series 1 was asked for of 1/);
    const covariates = { events: [], series: [] };
    expect(() => new PanelFeatures(fitted, { ...data, covariates }, 1)).toThrow(/1 series/);
    expect(() => new PanelFeatures(fitted, data, 0)).toThrow(/horizon of 0/);
  });
});
