import type { FeatureBlocks, FeatureWidths } from '../../features/index.ts';
import type { Link } from './fill-window.ts';
import { fillFeatures } from './fill-features.ts';
import { createBatch, type BatchShape, type WindowBatch } from './window-batch.ts';

/** Samples `first` .. `first` + `rows` - 1 of blocks as a network reads them: no targets. */
export function featureBatch(
  { blocks, widths, first }: FeatureSamples,
  shape: BatchShape,
  link: Link,
): WindowBatch {
  const batch = createBatch(shape);
  for (let row = 0; row < shape.rows; row += 1) {
    fillFeatures(batch, row, { blocks, widths, at: first + row }, link);
  }
  return batch;
}

/** Consecutive samples of blocks. */
export interface FeatureSamples {
  readonly blocks: FeatureBlocks;
  readonly widths: FeatureWidths;
  readonly first: number;
}
