import { createRandom, type Random } from '#core/math';
import type { Series } from '#core/series';

import type { M5Sample } from './m5-sample.ts';

const days = 7;

/** A change that is put into real data, to see whether it is found. */
export interface InjectedChange {
  readonly name: string;
  /** The name that it must be found by. */
  readonly kind: 'DEAD_SEGMENT' | 'LEVEL_SHIFT' | 'PRICE_SHOCK' | 'WEEKDAY_PATTERN';
  /** Demand from the first changed day on. */
  readonly demand?: (values: Float64Array, random: Random) => Float64Array;
  readonly priceFactor?: number;
}

export const injectedChanges: readonly InjectedChange[] = [
  {
    name: 'demand - 30 %',
    kind: 'LEVEL_SHIFT',
    demand: (values, random) => scaled(values, -0.3, random),
  },
  {
    name: 'demand + 30 %',
    kind: 'LEVEL_SHIFT',
    demand: (values, random) => scaled(values, 0.3, random),
  },
  { name: 'weekdays lost', kind: 'WEEKDAY_PATTERN', demand: shuffledWeeks },
  { name: 'dead', kind: 'DEAD_SEGMENT', demand: (values) => new Float64Array(values.length) },
  { name: 'prices - 20 %', kind: 'PRICE_SHOCK', priceFactor: 0.8 },
  { name: 'prices + 20 %', kind: 'PRICE_SHOCK', priceFactor: 1.2 },
];

/** The sample with a change of the items of one segment from a day on. */
export function withChange(
  sample: M5Sample,
  { demand, priceFactor = 1, name }: InjectedChange,
  {
    attribute,
    value,
    from,
  }: { readonly attribute: string; readonly value: string; readonly from: number },
): M5Sample {
  const random = createRandom(0).fork(`${name} ${value} ${from}`);
  const change = (series: readonly Series[], turn: (values: Float64Array) => Float64Array) =>
    series.map((one, item) => {
      if (sample.attributes[item]![attribute] !== value) return one;
      const values = one.values.slice();
      values.set(turn(values.subarray(from - one.start)), from - one.start);
      return { ...one, values };
    });
  return {
    ...sample,
    items: demand === undefined ? sample.items : change(sample.items, (one) => demand(one, random)),
    prices: change(sample.prices, (one) => one.map((price) => price * priceFactor)),
  };
}

/** Units are dropped, or doubled, one by one: demand stays counted. */
function scaled(values: Float64Array, share: number, random: Random): Float64Array {
  return values.map((units) => {
    let changed = 0;
    for (let unit = 0; unit < units; unit += 1) {
      if (random.uniform() < Math.abs(share)) changed += 1;
    }
    return units + Math.sign(share) * changed;
  });
}

/** Each week keeps its units, which fall on any day of it. */
function shuffledWeeks(values: Float64Array, random: Random): Float64Array {
  const dealt = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += days) {
    const length = Math.min(days, values.length - from);
    const units = values.subarray(from, from + length).reduce((sum, value) => sum + value, 0);
    for (let unit = 0; unit < units; unit += 1) dealt[from + random.integer(length)]! += 1;
  }
  return dealt;
}
