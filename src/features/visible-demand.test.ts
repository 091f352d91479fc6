import { describe, expect, it } from 'vitest';

import { VisibleDemand } from './visible-demand.ts';

const unknown = Number.NaN;
const series = (values: readonly number[], start = 0) => ({
  key: 'item',
  start,
  values: Float64Array.from(values),
});

/** What is seen of eight periods up to the cutoff, oldest first. */
function seen(
  demand: readonly number[],
  price: readonly number[] | null,
  listing: 'price' | 'demand',
  cutoff: number,
) {
  const visible = new VisibleDemand(8);
  visible.values.fill(9);
  visible.listed.fill(9);
  visible.read(series(demand), price === null ? null : series(price), listing, cutoff);
  return {
    values: [...visible.values].reverse(),
    listed: [...visible.listed].reverse(),
    age: visible.age,
  };
}

describe('visible demand', () => {
  it('begins with the first sale', () => {
    expect(seen([0, 0, 1, 0, unknown, 2], null, 'demand', 5)).toEqual({
      values: [unknown, unknown, unknown, unknown, 1, 0, unknown, 2],
      listed: [0, 0, 0, 0, 1, 1, 1, 1],
      age: 4,
    });
  });

  it('begins with the first price where that is earlier', () => {
    const { listed, age } = seen([0, 0, 1], [unknown, 3, 3], 'demand', 2);
    expect(listed).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
    expect(age).toBe(2);
  });

  it('takes periods without a price for off the shelf, unless something was sold', () => {
    const price = [3, unknown, unknown, 3];
    const demand = [1, 0, 2, 0];
    expect(seen(demand, price, 'price', 3).listed.slice(4)).toEqual([1, 0, 1, 1]);
    expect(seen(demand, price, 'price', 3).values.slice(4)).toEqual([1, unknown, 2, 0]);
    expect(seen(demand, price, 'demand', 3).listed.slice(4)).toEqual([1, 1, 1, 1]);
  });

  it('takes an item without any price in sight for listed', () => {
    const prices = [unknown, unknown, unknown];
    expect(seen([1, 0, 0], prices, 'price', 2).listed.slice(5)).toEqual([1, 1, 1]);
  });

  it('counts an item that never sold from its first known demand on', () => {
    expect(seen([unknown, 0, 0], null, 'demand', 2)).toMatchObject({
      age: 2,
      listed: [0, 0, 0, 0, 0, 0, 1, 1],
    });
  });

  it('has no listing where prices tell it and there is neither price nor sale', () => {
    for (const price of [null, [unknown, unknown, unknown]]) {
      expect(seen([0, 0, 0], price, 'price', 2)).toMatchObject({
        age: 0,
        listed: [0, 0, 0, 0, 0, 0, 0, 0],
      });
    }
  });

  it('is unknown between the end of the data and the cutoff', () => {
    const { values, listed } = seen([1, 2], null, 'demand', 4);
    expect(values.slice(3)).toEqual([1, 2, unknown, unknown, unknown]);
    expect(listed.slice(3)).toEqual([1, 1, 1, 1, 1]);
  });

  it.each([
    ['before the data', -3],
    ['long after them', 100],
  ])('is empty for a cutoff %s', (_, cutoff) => {
    const { listed, age } = seen([1, 2], null, 'demand', cutoff);
    expect(listed).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(age).toBe(0);
  });
});
