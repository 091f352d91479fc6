import type { CoverageScore } from '#core/backtest';

/** The observed coverage of the interval of this nominal coverage (such as 0.8); null where it was not forecast. */
export function coverageAt(coverage: readonly CoverageScore[], nominal: number): number | null {
  return scoreAt(coverage, nominal)?.coverage ?? null;
}

/** The same with ties shared. */
export function sharedCoverageAt(
  coverage: readonly CoverageScore[],
  nominal: number,
): number | null {
  return scoreAt(coverage, nominal)?.shared ?? null;
}

function scoreAt(coverage: readonly CoverageScore[], nominal: number): CoverageScore | undefined {
  return coverage.find((one) => Math.abs(one.nominal - nominal) < 1e-9);
}
