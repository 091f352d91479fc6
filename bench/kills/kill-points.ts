import { createRandom } from '#core/math';

/** Where a process is killed: when a share of its work is done, and some moments later. */
export interface KillPoint {
  /** In (0, 1). */
  readonly share: number;
  /** Progress is seen at certain moments only; this lets a kill fall between them. */
  readonly pauseMs: number;
}

const least = 0.02;
const most = 0.88;
const longestPauseMs = 250;

/** Points at random, the same ones for the same seed, rising. */
export function killPoints(seed: number, name: string, count: number): readonly KillPoint[] {
  const random = createRandom(seed).fork(name);
  return Array.from({ length: count }, () => ({
    share: least + (most - least) * random.uniform(),
    pauseMs: random.integer(longestPauseMs),
  })).sort((one, other) => one.share - other.share);
}
