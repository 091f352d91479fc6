import { describe, expect, it } from 'vitest';

import type { Covariates } from '../covariates/index.ts';
import { applyScenario } from './apply-scenario.ts';
import type { PriceChange, Scenario } from './scenario.ts';

const cutoff = 10;
const future = { cutoff, horizon: 4 };
const event = (period: number, name: string) => ({ period, name, kind: 'Sporting', region: '' });
const covariates: Covariates = {
  events: [event(5, 'Final'), event(12, 'Final'), event(13, 'Easter')],
  series: [
    // Planned one period ahead.
    {
      attributes: { store: 'CA_1' },
      price: { key: 'a', start: 7, values: Float64Array.of(2, 2, 2, 2, 3) },
    },
    // Known up to the cutoff.
    {
      attributes: { store: 'CA_2' },
      price: { key: 'b', start: 9, values: Float64Array.of(5, Number.NaN) },
    },
    { attributes: { store: 'CA_1' }, price: null },
  ],
};
const keys = ['a', 'b', 'c'];
const everything = { itemKeys: [], attributes: {} };
const cut = (change: Partial<PriceChange>): Scenario => ({
  prices: [{ items: everything, from: 12, to: 13, price: { factor: 0.5 }, ...change }],
  addedEvents: [],
  cancelledEvents: [],
});
const pricesUnder = (scenario: Scenario) =>
  applyScenario(covariates, keys, scenario, future).series.map(({ price }) =>
    price === null ? null : [...price.values],
  );

describe('a scenario', () => {
  it('changes planned prices, and the last known one where none is planned', () => {
    expect(pricesUnder(cut({}))).toEqual([
      [2, 2, 2, 2, 3, 1.5, 1.5, 3],
      [5, Number.NaN, 5, 2.5, 2.5, 5],
      null,
    ]);
  });

  it('sets prices, for the items that it names', () => {
    const fixed = { price: { fixed: 9 } };
    const [one, other] = pricesUnder(cut({ ...fixed, items: { itemKeys: ['b'], attributes: {} } }));
    expect(one).toEqual([2, 2, 2, 2, 3]);
    expect(other).toEqual([5, Number.NaN, 5, 9, 9, 5]);
    const ofStore = { itemKeys: [], attributes: { store: 'CA_1' } };
    expect(pricesUnder(cut({ ...fixed, items: ofStore }))[1]).toEqual([5, Number.NaN]);
  });

  it('lets later changes act on what earlier ones made', () => {
    const { prices } = cut({ from: 12, to: 12 });
    const twice = { ...cut({}), prices: [...prices, ...prices] };
    expect(pricesUnder(twice)[1]).toEqual([5, Number.NaN, 5, 1.25, 5, 5]);
  });

  it('leaves the past, and what lies behind the horizon', () => {
    expect(pricesUnder(cut({ from: 1, to: 11 }))[0]).toEqual([2, 2, 2, 2, 1.5, 3, 3, 3]);
    const untouched = covariates.series.map(({ price }) => price && [...price.values]);
    expect(pricesUnder(cut({ from: 1, to: 10 }))).toEqual(untouched);
    expect(pricesUnder(cut({ from: 15, to: 20 }))).toEqual(untouched);
    const gone = {
      ...cut({ from: 15 }),
      cancelledEvents: [{ name: 'Final', from: 1, to: 10 }],
      addedEvents: [event(9, 'Fair')],
    };
    expect(applyScenario(covariates, keys, gone, future).events).toEqual(covariates.events);
  });

  it('adds events in their order, and cancels them', () => {
    const changed = {
      ...cut({}),
      addedEvents: [event(12, 'Fair')],
      cancelledEvents: [{ name: 'Final', from: 11, to: 12 }],
    };
    expect(applyScenario(covariates, keys, changed, future).events).toEqual([
      event(5, 'Final'),
      event(12, 'Fair'),
      event(13, 'Easter'),
    ]);
  });

  it('never touches what it was given', () => {
    const prices = () => covariates.series.map(({ price }) => price && [...price.values]);
    const [before, events] = [prices(), [...covariates.events]];
    applyScenario(covariates, keys, cut({}), future);
    expect([prices(), covariates.events]).toEqual([before, events]);
  });
});
