import type { QuantileSums } from './quantile-sums.ts';

/** Mean pinball loss, in units of demand. null where nothing was scored. */
export function meanPinballLoss(sums: QuantileSums): number | null {
  return sums.count === 0 ? null : sums.pinball / sums.count;
}
