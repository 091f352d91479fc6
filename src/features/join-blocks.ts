import type { FeatureBlocks } from './feature-blocks.ts';

/** Samples `from` .. `to` - 1 of blocks that hold `samples` of them: views, not copies. */
export function partOfBlocks(
  blocks: FeatureBlocks,
  { samples, from, to }: { readonly samples: number; readonly from: number; readonly to: number },
): FeatureBlocks {
  const part = <Values extends Float32Array | Int32Array>(values: Values): Values => {
    const width = values.length / samples;
    return values.subarray(from * width, to * width) as Values;
  };
  return {
    past: part(blocks.past),
    future: part(blocks.future),
    summary: part(blocks.summary),
    categories: part(blocks.categories),
    scale: part(blocks.scale),
  };
}

/** One copy of the samples of all blocks, in their order; at least one is given. */
export function joinBlocks(parts: readonly FeatureBlocks[]): FeatureBlocks {
  const floats = (name: 'past' | 'future' | 'summary' | 'scale') =>
    joined(
      parts.map((part) => part[name]),
      (length) => new Float32Array(length),
    );
  return {
    past: floats('past'),
    future: floats('future'),
    summary: floats('summary'),
    categories: joined(
      parts.map(({ categories }) => categories),
      (length) => new Int32Array(length),
    ),
    scale: floats('scale'),
  };
}

function joined<Values extends Float32Array | Int32Array>(
  parts: readonly Values[],
  room: (length: number) => Values,
): Values {
  const all = room(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
