import { describe, expect, it } from 'vitest';

import { forecastOf } from '../testing/run-method.ts';
import { profileSmoothing } from './profile-smoothing.ts';

const unknown = Number.NaN;
const week = [1, 2, 3, 4, 5, 6, 14];

describe('profile smoothing', () => {
  it('believes a profile the more, the more demands it has seen', () => {
    const sundayOver = (weeks: number) => {
      const values = Array.from({ length: weeks }, () => week).flat();
      const [sunday = 0] = forecastOf(profileSmoothing, values.slice(0, -1), 7, 1);
      return sunday / 5;
    };
    expect(sundayOver(2)).toBeLessThan(1.6);
    expect(sundayOver(20)).toBeGreaterThan(2.1);
    expect(sundayOver(130)).toBeGreaterThan(2.6);
  });

  it('follows a new level at three speeds', () => {
    const steps = [...new Array<number>(200).fill(2), ...new Array<number>(7).fill(4)];
    // What is left of 2 at speed a after 7 values of 4 is (1 - a)^7: a mean of 0.65.
    expect(forecastOf(profileSmoothing, steps, 1, 1)[0]).toBeCloseTo(4 - 2 * 0.6501, 2);
  });

  it('gives a position that it never saw the level alone', () => {
    expect(forecastOf(profileSmoothing, [3, unknown, 3, 3, unknown, 3], 3, 3)).toEqual([3, 3, 3]);
  });
});
