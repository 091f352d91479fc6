import { describe, expect, it } from 'vitest';

import { periodRows } from './index.ts';

const nothing = Number.NaN;
const values = Float64Array.of(1, 2, 3, 4);

describe('periodRows', () => {
  it('cuts the same periods out of every series, and marks those that it has not', () => {
    const rows = periodRows([{ start: 8, values }, { start: 12, values }, null], 10, 3);
    expect([...rows]).toEqual([3, 4, nothing, nothing, nothing, 1, nothing, nothing, nothing]);
  });

  it('knows nothing of series that end before the first period or begin behind the last', () => {
    const rows = periodRows(
      [
        { start: 0, values },
        { start: 13, values },
      ],
      10,
      3,
    );
    expect([...rows]).toEqual(Array<number>(6).fill(nothing));
  });
});
