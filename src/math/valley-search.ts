import { goldenSection } from './golden-section.ts';

/**
 * The argument at which a function is least: the best point of an ascending grid, then golden section between its
 * neighbours down to `tolerance` of the mean gap. The grid finds the right valley where there are several; the
 * first of equal points wins.
 */
export function valleySearch(
  grid: Float64Array,
  tolerance: number,
  objective: (argument: number) => number,
): number {
  let best = 0;
  let least = Infinity;
  for (let index = 0; index < grid.length; index += 1) {
    const value = objective(grid[index]!);
    // Also false where the value is not a number.
    if (value < least) [best, least] = [index, value];
  }
  const from = grid[Math.max(0, best - 1)]!;
  const to = grid[Math.min(grid.length - 1, best + 1)]!;
  if (least === Infinity || from === to) return grid[best]!;
  const steps = best === 0 || best === grid.length - 1 ? 1 : 2;
  const bracket = { from, to, tolerance: (tolerance * (to - from)) / steps };
  const refined = goldenSection(bracket, objective);
  return refined.value < least ? refined.at : grid[best]!;
}
