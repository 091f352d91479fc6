import type { Random } from '../math/index.ts';

/** Above this mean a search from zero would take longer than a gamma-Poisson draw. */
const longSearch = 30;

/**
 * A negative-binomial count with the given mean and variance mean + dispersion * mean^2 (dispersion > 0), by inversion:
 * one uniform number and a walk up the probabilities, which for the small means of retail items is several times faster
 * than `random.negativeBinomial`.
 */
export function drawCount(random: Random, mean: number, dispersion: number): number {
  if (mean <= 0) return 0;
  if (mean > longSearch) return random.negativeBinomial(mean, dispersion);
  const size = 1 / dispersion;
  const scaled = mean * dispersion;
  const ratio = scaled / (1 + scaled);
  let probability = Math.exp(-size * Math.log1p(scaled));
  let left = random.uniform() - probability;
  let count = 0;
  // The probabilities underflow before the search could run forever.
  while (left >= 0 && probability > 0) {
    probability *= (ratio * (size + count)) / (count + 1);
    count += 1;
    left -= probability;
  }
  return count;
}
