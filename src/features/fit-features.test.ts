import { describe, expect, it } from 'vitest';

import { defaultFeatureSpec, fitFeatures } from './index.ts';
import { aSpec, someData } from './testing/samples.ts';

const unknown = Number.NaN;

describe('fitting features', () => {
  it('numbers the categories of items that are known by the cutoff, from 1 in a fixed order', () => {
    const data = someData([
      { demand: [1], attributes: { store: 'b' } },
      { demand: [1], attributes: { store: 'a' } },
      { demand: [1], attributes: {} },
      { demand: [unknown, 1], attributes: { store: 'c' } },
    ]);
    expect(fitFeatures(aSpec({ attributes: ['store'] }), data, 0).categories).toEqual([
      { attribute: 'store', values: ['a', 'b'] },
    ]);
  });

  it('learns events up to the cutoff, without flags and exceptions', () => {
    const event = (period: number, kind: string) => ({ period, name: kind, kind, region: '' });
    const data = someData([{ demand: [1] }], {
      events: [event(0, 'SNAP'), event(1, 'Religious'), event(2, 'Local'), event(5, 'Sporting')],
    });
    const events = { by: 'kind', reach: 0, except: ['Local'] } as const;
    expect(fitFeatures(aSpec({ events, flags: ['SNAP'] }), data, 4).events).toEqual(['Religious']);
    expect(fitFeatures(aSpec(), data, 4).events).toEqual([]);
  });

  it('learns the price level of groups from prices up to the cutoff, every item counting once', () => {
    const data = someData([
      { demand: [1], price: [1, 1, 1, 100], attributes: { department: 'a' } },
      { demand: [1], price: [Math.E ** 2, unknown, 0], attributes: { department: 'a' } },
      { demand: [1], price: [Math.E ** 4], attributes: {} },
      { demand: [1], price: [unknown], attributes: { department: 'b' } },
      { demand: [1], attributes: { department: 'b' } },
    ]);
    const price = {
      window: 7,
      group: 'department',
      planned: 'used',
      features: ['relative-to-group'],
    } as const;
    const { groupPrices } = fitFeatures(aSpec({ price }), data, 2);
    expect(groupPrices?.values).toEqual(['a']);
    expect(groupPrices?.logPrices[0]).toBeCloseTo(1, 12);
    expect(groupPrices?.overall).toBeCloseTo(2, 12);
    const none = someData([{ demand: [1] }]);
    expect(fitFeatures(aSpec({ price }), none, 2).groupPrices?.overall).toBeNull();
    const ungrouped = { ...price, features: [] };
    expect(fitFeatures(aSpec({ price: ungrouped }), data, 2).groupPrices).toBeNull();
  });

  it.each([
    ['price lists', [2, 0, 0, 1], [5, 5, 5, 5], 'price'],
    ['receipts', [2, 0, 0, 1], [5, unknown, unknown, 5], 'demand'],
    ['price lists with a gap', [2, 0, 0, 0, 1], [5, 5, 5, unknown, 5], 'price'],
    ['no zero between prices', [2, 1, 0, 0], [5, 5], 'demand'],
  ] as const)('tells a listing by %s', (_, demand, price, expected) => {
    const data = someData([{ demand, price }, { demand: [0, 0, 0] }, { demand, price: [unknown] }]);
    expect(fitFeatures(aSpec({ listing: 'auto' }), data, 9).listing).toBe(expected);
    expect(fitFeatures(aSpec({ listing: 'price' }), data, 9).listing).toBe('price');
  });

  it('refuses parts of the date that the data do not have', () => {
    const data = someData([{ demand: [1] }], {
      calendar: { frequency: 'weekly', weekStartsOn: 1 },
    });
    expect(() => fitFeatures(defaultFeatureSpec('daily'), data, 0)).toThrow(
      /weekly data have no weekday, day-of-month/,
    );
    expect(() => fitFeatures({ ...aSpec(), lookback: 0 }, data, 0)).toThrow(/lookback/);
  });
});
