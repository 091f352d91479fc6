import { describe, expect, it } from 'vitest';

import { ScratchArray } from './scratch-array.ts';

describe('ScratchArray', () => {
  it('gives arrays of the length asked for, from the same room while it suffices', () => {
    const scratch = new ScratchArray();
    const first = scratch.take(3);
    first.fill(7);
    expect(first).toHaveLength(3);
    expect(scratch.take(2)).toEqual(Float64Array.of(7, 7));
    expect(scratch.take(5000)).toHaveLength(5000);
    expect(scratch.take(0)).toHaveLength(0);
  });
});
