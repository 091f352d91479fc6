import { goldenSection } from '../../math/index.ts';

/** The range that the benchmarks of the M5 competition allow: neither deaf nor nervous. */
const range = { from: 0.1, to: 0.3, tolerance: 0.005 };

/**
 * The weight with the least sum of squared one-step errors of the first `count` numbers; smoothing starts from the
 * first one.
 */
export function fitAlpha(numbers: Float64Array, count: number): number {
  return goldenSection(range, (alpha) => squaredErrors(numbers, count, alpha)).at;
}

function squaredErrors(numbers: Float64Array, count: number, alpha: number): number {
  let level = numbers[0]!;
  let squares = 0;
  for (let index = 1; index < count; index += 1) {
    const error = numbers[index]! - level;
    squares += error * error;
    level = (1 - alpha) * level + alpha * numbers[index]!;
  }
  return squares;
}
