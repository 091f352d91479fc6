import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRandom, type Random } from './random.ts';
import { Xoshiro128 } from './xoshiro.ts';

function draws(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
}

describe('xoshiro128**', () => {
  it('follows the recurrence worked by hand for the state 1, 2, 3, 4', () => {
    const generator = new Xoshiro128(Uint32Array.of(1, 2, 3, 4));
    // rotl(2 * 5, 7) * 9 = 11520; then the state is 7, 0, 1026, 12288, and rotl(0, 7) * 9 = 0.
    expect([generator.next(), generator.next()]).toEqual([11520, 0]);
  });
});

describe('createRandom', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (one, other) => {
        const first = draws(5, bind(createRandom(one)));
        expect(draws(5, bind(createRandom(one)))).toEqual(first);
        if (one !== other) expect(draws(5, bind(createRandom(other)))).not.toEqual(first);
      }),
    );
  });

  it('forks by label alone, whatever was drawn before', () => {
    const fresh = createRandom(7);
    const used = createRandom(7);
    draws(13, bind(used));
    expect(draws(4, bind(used.fork('prices')))).toEqual(draws(4, bind(fresh.fork('prices'))));
    expect(draws(4, bind(used.fork('events')))).not.toEqual(draws(4, bind(fresh.fork('prices'))));
    expect(draws(4, bind(used.fork('a').fork('b')))).not.toEqual(draws(4, bind(used.fork('ab'))));
  });

  it('stays in [0, 1) and spreads evenly', () => {
    const values = draws(20_000, bind(createRandom(1)));
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const { mean, variance } = moments(values);
    expect(mean).toBeCloseTo(0.5, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it('draws normals with the right mean, variance and tails', () => {
    const random = createRandom(2);
    const values = draws(40_000, () => random.normal());
    const { mean, variance } = moments(values);
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
    expect(values.filter((value) => value > 1.96).length / values.length).toBeCloseTo(0.025, 2);
  });

  it.each([0, 0.3, 4, 9.99, 10, 37, 2500])('draws Poisson counts with mean %d', (expected) => {
    const random = createRandom(3);
    const values = draws(30_000, () => random.poisson(expected));
    const { mean, variance } = moments(values);
    expect(values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
    expect(Math.abs(mean - expected)).toBeLessThanOrEqual(0.03 * Math.sqrt(expected));
    expect(Math.abs(variance - expected)).toBeLessThanOrEqual(0.05 * expected);
  });

  it.each([0.2, 1, 3.5, 60])('draws gammas with mean and variance %d', (shape) => {
    const random = createRandom(4);
    const { mean, variance } = moments(draws(40_000, () => random.gamma(shape)));
    expect(Math.abs(mean - shape)).toBeLessThan(0.03 * Math.sqrt(shape));
    expect(Math.abs(variance / shape - 1)).toBeLessThan(0.1);
  });

  it.each([
    [3, 0],
    [3, 0.5],
    [0.4, 2],
    [0, 1],
  ])('draws negative binomials with mean %d and dispersion %d', (expected, dispersion) => {
    const random = createRandom(5);
    const target = expected + dispersion * expected ** 2;
    const { mean, variance } = moments(
      draws(40_000, () => random.negativeBinomial(expected, dispersion)),
    );
    expect(Math.abs(mean - expected)).toBeLessThanOrEqual(0.03 * Math.sqrt(target));
    expect(Math.abs(variance - target)).toBeLessThanOrEqual(0.1 * target);
  });

  it('draws integers below n, each about equally often', () => {
    const random = createRandom(6);
    const counts = new Map<number, number>();
    for (const value of draws(30_000, () => random.integer(6))) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    for (const count of counts.values()) expect(Math.abs(count - 5000)).toBeLessThan(300);
    expect(createRandom(6).integer(1)).toBe(0);
    expect(createRandom(6).integer(2 ** 32)).toBeGreaterThanOrEqual(0);
  });

  it('refuses parameters outside their range', () => {
    const random = createRandom(0);
    expect(() => createRandom(Number.NaN)).toThrow('finite');
    expect(() => random.poisson(-1)).toThrow('found -1');
    expect(() => random.gamma(0)).toThrow('found 0');
    expect(() => random.negativeBinomial(1, -1)).toThrow('found -1');
    expect(() => random.integer(0)).toThrow('found 0');
  });
});

function bind(random: Random): () => number {
  return () => random.uniform();
}
