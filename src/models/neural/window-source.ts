import type { Random } from '../../math/index.ts';
import type { BatchShape, WindowBatch } from './window-batch.ts';

/** Where a training gets its windows from; later networks bring sources of their own. */
export interface WindowSource {
  readonly shape: Omit<BatchShape, 'rows'>;
  /** Overwrites the whole batch with windows drawn by `random` alone: same stream, same batch. */
  sample(batch: WindowBatch, random: Random): void;
}
