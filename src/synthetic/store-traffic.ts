import type { Random } from '../math/index.ts';

/** A store's traffic in every week: `level` times a yearly trend and, in half of the stores, one lasting shift. */
export function drawStoreTraffic(random: Random, level: number, weeks: number): Float64Array {
  const growthPerYear = -0.02 + 0.04 * random.normal();
  const hasShift = random.uniform() < 0.5;
  const shiftWeek = Math.floor(random.uniform() * weeks);
  const shift = 0.2 * random.normal();
  return Float64Array.from({ length: weeks }, (_, week) => {
    const trend = (growthPerYear * (week - weeks / 2)) / 52.18;
    return Math.exp(level + trend + (hasShift && week >= shiftWeek ? shift : 0));
  });
}
