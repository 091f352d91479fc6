import type { TargetBlocks } from '../../features/index.ts';
import type { WindowBatch } from './window-batch.ts';

/** Writes the targets of row `at` of the blocks into row `row` of a batch whose level is there already. */
export function fillTargets(
  batch: WindowBatch,
  row: number,
  { demand, weight }: TargetBlocks,
  at: number,
): void {
  const { horizon } = batch;
  const level = batch.levels[row]!;
  for (let lead = 0; lead < horizon; lead += 1) {
    const place = at * horizon + lead;
    batch.targets[row * horizon + lead] = demand[place]! / level;
    batch.targetWeights[row * horizon + lead] = weight[place]! / horizon;
  }
}
