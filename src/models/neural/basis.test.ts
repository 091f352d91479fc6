import { describe, expect, it } from 'vitest';

import { seasonalBasis, trendBasis } from './basis.ts';

const shape = { inputSize: 28, horizon: 30 };

describe('trendBasis', () => {
  it('holds a constant, a line and a parabola that do not exceed 1', () => {
    const { count, backcast, forecast } = trendBasis(2, shape);
    expect(count).toBe(3);
    expect([backcast.length, forecast.length]).toEqual([84, 90]);
    expect(forecast.slice(0, 30)).toEqual(new Float32Array(30).fill(1));
    expect(forecast[30]).toBeCloseTo(1 / 30);
    expect(forecast[59]).toBe(1);
    expect(backcast[28]).toBe(-1);
    expect(backcast[55]).toBeCloseTo(-1 / 28);
    expect(Math.max(...backcast, ...forecast)).toBe(1);
  });
});

describe('seasonalBasis', () => {
  it('has a cycle of exactly seven periods for a horizon of thirty', () => {
    const { count, forecast } = seasonalBasis([7], shape);
    expect(count).toBe(2);
    for (let lead = 0; lead + 7 < 30; lead += 1) {
      expect(forecast[lead + 7]).toBeCloseTo(forecast[lead]!, 5);
    }
    expect(forecast[3]).not.toBeCloseTo(forecast[0]!, 1);
  });

  it('continues on the horizon what it drew over the inputs', () => {
    const { backcast, forecast } = seasonalBasis([7, 3.5], shape);
    for (let wave = 0; wave < 4; wave += 1) {
      for (let lead = 0; lead < 7; lead += 1) {
        expect(forecast[wave * 30 + lead]).toBeCloseTo(backcast[wave * 28 + 21 + lead]!, 5);
      }
    }
  });
});
