import type { QuantileSums } from './quantile-sums.ts';
import { ratio } from './ratio.ts';

/**
 * Weighted quantile loss as a fraction: 2 * sum pinball / sum |y|, mean over the levels. At level 0.5 alone it is the WAPE
 * of the median. Source: Y. Park et al., "Learning quantile functions without quantile crossing", AISTATS 2022, and the
 * evaluation of GluonTS (A. Alexandrov et al., JMLR 21, 2020). 0 / 0 is 0; null where nothing was scored, or demand was
 * zero and a quantile was not.
 */
export function wql(levels: readonly QuantileSums[]): number | null {
  let total = 0;
  for (const sums of levels) {
    const loss = sums.count === 0 ? null : ratio(2 * sums.pinball, sums.absoluteActual);
    if (loss === null) return null;
    total += loss;
  }
  return levels.length === 0 ? null : total / levels.length;
}
