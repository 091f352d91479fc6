import type { CoverageScore } from '#core/backtest';
import { z } from 'zod';

/** What a version must reach before it serves. Points are hundredths of a share. */
export interface GateThresholds {
  /** Points of WAPE better than seasonal naive. */
  readonly gateMinWapeImprovementPoints: number;
  /** Points of WAPE that it may be worse than the champion; 0 = none. */
  readonly gateMaxWapeOverChampionPoints: number;
  /** How much worse than in its single run it may be in the backtest, relative. */
  readonly gateMaxBacktestOverSingleRunPercent: number;
  /** Bias of the mean, either way. */
  readonly gateMaxBiasPercent: number;
  /** How far the coverage of any interval may be from the nominal one, either way. */
  readonly gateMaxCoverageErrorPoints: number;
  /** For 50 items. */
  readonly gateMaxLatencyMs: number;
  readonly gateMaxArtifactBytes: number;
}

/** What is known of a version when the gate looks at it; null = not known. */
export interface GateEvidence {
  /** Where the scores come from, such as `backtest 12` or `manifest`. */
  readonly source: string;
  readonly wape: number | null;
  /** Points of WAPE better than seasonal naive. */
  readonly fva: number | null;
  readonly bias: number | null;
  readonly coverage: readonly Pick<CoverageScore, 'nominal' | 'coverage' | 'shared'>[];
  readonly singleRunWape: number | null;
  /** null: no version serves yet. `wape` is null where it was not taken on the same data. */
  readonly champion: { readonly version: string; readonly wape: number | null } | null;
  readonly latencyMs: number | null;
  readonly bytes: number;
}

const gateChecks = [
  'wape-against-seasonal-naive',
  'wape-against-champion',
  'backtest-against-single-run',
  'bias',
  'coverage',
  'latency',
  'size',
] as const;
export type GateCheckName = (typeof gateChecks)[number];

const gateCheck = z.strictObject({
  check: z.enum(gateChecks),
  passed: z.boolean(),
  /** null where it is not known, or where there is nothing to compare with. */
  found: z.number().nullable(),
  expected: z.string(),
  detail: z.string(),
});
/** One check, with what was found and what was expected. */
export type GateCheck = z.infer<typeof gateCheck>;

/** What the gate said: stored with the promotion that it was asked for. */
export const gateResult = z.strictObject({
  passed: z.boolean(),
  source: z.string(),
  checks: z.array(gateCheck),
});
export type GateResult = z.infer<typeof gateResult>;

const unknownScore = 'There is no such score: run `forecastle backtest` with this version.';

/** Holds evidence against thresholds. What is not known does not pass. */
export function evaluateGate(evidence: GateEvidence, limits: GateThresholds): GateResult {
  const checks = [
    atLeast('wape-against-seasonal-naive', evidence.fva, limits.gateMinWapeImprovementPoints),
    againstChampion(evidence, limits.gateMaxWapeOverChampionPoints),
    atMost(
      'backtest-against-single-run',
      excessPercent(evidence.wape, evidence.singleRunWape),
      limits.gateMaxBacktestOverSingleRunPercent,
      '%',
    ),
    atMost('bias', percent(evidence.bias), limits.gateMaxBiasPercent, '%'),
    atMost('coverage', coverageError(evidence), limits.gateMaxCoverageErrorPoints, 'points'),
    atMost('latency', evidence.latencyMs, limits.gateMaxLatencyMs, 'ms'),
    atMost('size', evidence.bytes, limits.gateMaxArtifactBytes, 'bytes'),
  ];
  return { passed: checks.every(({ passed }) => passed), source: evidence.source, checks };
}

function atLeast(check: GateCheckName, found: number | null, limit: number): GateCheck {
  return {
    check,
    passed: found !== null && found >= limit,
    found,
    expected: `at least ${limit} points`,
    detail: found === null ? unknownScore : `${rounded(found)} points better.`,
  };
}

function atMost(
  check: GateCheckName,
  found: number | null,
  limit: number,
  unit: string,
): GateCheck {
  return {
    check,
    passed: found !== null && found <= limit,
    found,
    expected: `at most ${limit} ${unit}`,
    detail: found === null ? unknownScore : `${rounded(found)} ${unit}.`,
  };
}

function againstChampion({ wape, champion }: GateEvidence, limit: number): GateCheck {
  const check = 'wape-against-champion';
  const expected = `at most ${limit} points worse`;
  if (champion === null) {
    return { check, passed: true, found: null, expected, detail: 'No version serves yet.' };
  }
  if (wape === null || champion.wape === null) {
    const detail = `No scores of this version and of ${champion.version} on the same data: run one backtest with both.`;
    return { check, passed: false, found: null, expected, detail };
  }
  const found = (wape - champion.wape) * 100;
  const detail = `${rounded(Math.abs(found))} points ${found > 0 ? 'worse' : 'better'} than ${champion.version}.`;
  return { check, passed: found <= limit, found, expected, detail };
}

/** How much larger than its base a value is; null where that cannot be said. */
function excessPercent(value: number | null, base: number | null): number | null {
  if (value === null || base === null) return null;
  // Perfect both times is no excess; an error behind a perfect run cannot be put in percent.
  if (base <= 0) return value <= base ? 0 : null;
  return (value / base - 1) * 100;
}

function percent(share: number | null): number | null {
  return share === null ? null : Math.abs(share) * 100;
}

/**
 * The largest distance of any interval, in points; null where one is not known, or there is none. Where ties are shared, that
 * coverage counts: quantiles of counts lie on counts, and the plain coverage of a perfect forecast is too large.
 */
function coverageError({ coverage }: GateEvidence): number | null {
  let worst: number | null = null;
  for (const interval of coverage) {
    const observed = interval.shared ?? interval.coverage;
    if (observed === null) return null;
    const distance = Math.abs(observed - interval.nominal) * 100;
    worst = Math.max(worst ?? 0, distance);
  }
  return worst;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
