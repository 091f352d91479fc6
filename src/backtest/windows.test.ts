import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { rollingWindows } from './index.ts';

describe('rollingWindows', () => {
  it('lays the last window at the end of the history and the others before it', () => {
    const plan = { windows: 3, stepSize: 10, horizon: 4, refit: 1 };
    expect(rollingWindows(plan, { first: 0, last: 99 }, 7)).toEqual([
      { index: 0, cutoff: 75, fitCutoff: 75 },
      { index: 1, cutoff: 85, fitCutoff: 85 },
      { index: 2, cutoff: 95, fitCutoff: 95 },
    ]);
  });

  it('keeps the parameters of the last refit', () => {
    const plan = { windows: 5, stepSize: 2, horizon: 1, refit: 2 };
    const windows = rollingWindows(plan, { first: 0, last: 99 }, 7);
    expect(windows.map(({ fitCutoff }) => fitCutoff)).toEqual([90, 90, 94, 94, 98]);
  });

  it('stays inside of the history, whatever is asked', () => {
    const lengths = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(lengths, lengths, lengths, lengths, (windows, stepSize, horizon, refit) => {
        const history = { first: -500, last: 600 };
        const laid = rollingWindows({ windows, stepSize, horizon, refit }, history, 7);
        expect(laid).toHaveLength(windows);
        expect(laid.at(-1)!.cutoff + horizon).toBe(history.last);
        expect(laid[0]!.cutoff).toBeGreaterThanOrEqual(history.first + 6);
        for (const { cutoff, fitCutoff } of laid) expect(fitCutoff).toBeLessThanOrEqual(cutoff);
      }),
    );
  });

  it('says how much history is missing', () => {
    const plan = { windows: 2, stepSize: 28, horizon: 28, refit: 1 };
    expect(() => rollingWindows(plan, { first: 1, last: 62 }, 7)).toThrow(
      'need 63 periods of history, but there are 62',
    );
    expect(rollingWindows(plan, { first: 0, last: 62 }, 7)).toHaveLength(2);
  });
});
