import { describe, expect, it } from 'vitest';

import type { FeatureBlocks } from './feature-blocks.ts';
import { joinBlocks, partOfBlocks } from './join-blocks.ts';

/** Widths 6, 4, 3, 2 and 1; every number is another one. */
function blocksOf(samples: number): FeatureBlocks {
  const floats = (width: number) =>
    Float32Array.from({ length: samples * width }, (_, at) => width * 1000 + at);
  return {
    past: floats(6),
    future: floats(4),
    summary: floats(3),
    categories: Int32Array.from({ length: samples * 2 }, (_, at) => at),
    scale: floats(1),
  };
}

describe('blocks of features', () => {
  it('are the same after they were cut and joined', () => {
    const blocks = blocksOf(5);
    const cut = (from: number, to: number) => partOfBlocks(blocks, { samples: 5, from, to });
    expect(joinBlocks([cut(0, 2), cut(2, 3), cut(3, 5)])).toEqual(blocks);
  });

  it('are joined by copy: what is sent away does not take the original along', () => {
    const blocks = blocksOf(2);
    const copy = joinBlocks([blocks]);
    copy.scale[0] = -1;
    expect(blocks.scale[0]).toBe(1000);
  });

  it('keep what a block without columns says: nothing', () => {
    const none = { ...blocksOf(3), summary: new Float32Array() };
    const part = partOfBlocks(none, { samples: 3, from: 1, to: 2 });
    expect(part.summary).toHaveLength(0);
    expect(part.past).toHaveLength(6);
  });
});
