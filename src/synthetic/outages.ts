import type { Random } from '../math/index.ts';
import { drawLogNormal } from './retail-shape.ts';

/**
 * Marks the days on which an item is missing from the shelf although it is listed: 1 = missing. Items differ in how often;
 * most absences last days, some months.
 */
export function drawOutages(random: Random, periods: number): Uint8Array {
  const missing = new Uint8Array(periods);
  const meanDaysBetween = 365 / drawLogNormal(random, { mean: 0.8, deviation: 0.9 });
  let day = exponential(random, meanDaysBetween);
  while (day < periods) {
    const isLong = random.uniform() < 0.15;
    const days = drawLogNormal(
      random,
      isLong ? { mean: 4.3, deviation: 0.6 } : { mean: 2, deviation: 0.9 },
    );
    missing.fill(1, Math.floor(day), Math.floor(day + days));
    day += days + exponential(random, meanDaysBetween);
  }
  return missing;
}

function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.uniform());
}
