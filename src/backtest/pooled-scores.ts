import { forecastValueAdded, ratio } from '../metrics/index.ts';
import type { IntervalTally } from './central-intervals.ts';
import { type LeadSums, mergeLeadSums, noLeadSums } from './lead-sums.ts';
import type { LevelResult } from './window-scorer.ts';

/** How often demand lay inside of a central interval. */
export interface CoverageScore {
  /** Nominal coverage in (0, 1). */
  readonly nominal: number;
  readonly coverage: number | null;
  /**
   * Coverage with ties shared: demand that is a quantile itself counts by the share of its probability inside, so that a
   * perfect forecast of counts has the nominal coverage. null also where an older run did not keep it.
   */
  readonly shared: number | null;
  /** Mean width in units of demand. */
  readonly width: number | null;
}

/** Scores of one lead time. */
export interface LeadScore {
  /** 1 = the first period after the cutoff. */
  readonly leadTime: number;
  /** Of the median. */
  readonly wape: number | null;
  /** Of the mean. */
  readonly bias: number | null;
}

/**
 * The scores of one model at one level over several windows. WAPE, bias, value added and coverage are those of all values
 * together; RMSSE, WRMSSE and WSPL, which each window scales by its own history, are means over the windows. null =
 * undefined in one of them. Fractions, but for `fva`.
 */
export interface PooledScores {
  readonly level: string;
  readonly series: number;
  /** Values with a known actual. */
  readonly scored: number;
  /** Of the median. */
  readonly wape: number | null;
  readonly wapeMean: number | null;
  /** Of the mean. */
  readonly bias: number | null;
  readonly rmsse: number | null;
  readonly wrmsse: number | null;
  readonly wspl: number | null;
  /** Points of `wape` better than seasonal naive. */
  readonly fva: number | null;
  readonly coverage: readonly CoverageScore[];
  readonly leadTimes: readonly LeadScore[];
}

/** The scores that are those of all values together. */
export type SummedScores = Pick<
  PooledScores,
  'scored' | 'wape' | 'wapeMean' | 'bias' | 'fva' | 'coverage' | 'leadTimes'
>;

/** Pools the results of one level; one or more, of the same level and horizon. */
export function poolLevel(results: readonly LevelResult[]): PooledScores {
  const { level, series } = results[0]!;
  return {
    level,
    series,
    ...poolSums(results),
    rmsse: meanOf(results.map(({ rmsse }) => rmsse)),
    wrmsse: meanOf(results.map(({ wrmsse }) => wrmsse)),
    wspl: meanOf(results.map(({ wspl }) => wspl)),
  };
}

/** Pools sums; one or more, of the same horizon and intervals. */
export function poolSums(parts: readonly Pick<LevelResult, 'leads' | 'intervals'>[]): SummedScores {
  const sums = noLeadSums(parts[0]!.leads.count.length);
  for (const { leads } of parts) mergeLeadSums(sums, leads);
  const absoluteActual = total(sums.absoluteActual);
  const scored = total(sums.count);
  const share = (errors: Float64Array) =>
    scored === 0 ? null : ratio(total(errors), absoluteActual);
  const wape = share(sums.medianAbsoluteError);
  return {
    scored,
    wape,
    wapeMean: share(sums.absoluteError),
    bias: scored === 0 ? null : ratio(total(sums.error), total(sums.actual)),
    fva: forecastValueAdded(wape, share(sums.baselineAbsoluteError)),
    coverage: poolIntervals(parts.map(({ intervals }) => intervals)),
    leadTimes: leadScores(sums),
  };
}

/** The mean; null of nothing, or where one of the values is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum / values.length;
}

function poolIntervals(windows: readonly (readonly IntervalTally[])[]): readonly CoverageScore[] {
  return windows[0]!.map(({ nominal }, place) => {
    const own = windows.map((tallies) => tallies[place]!);
    const sum = (of: (tally: IntervalTally) => number) =>
      own.reduce((so, tally) => so + of(tally), 0);
    const count = sum((tally) => tally.count);
    const perValue = (value: number) => (count === 0 ? null : value / count);
    return {
      nominal,
      coverage: perValue(sum(({ inside }) => inside)),
      shared: own.some(({ shared }) => shared === null)
        ? null
        : perValue(sum(({ shared }) => shared ?? 0)),
      width: perValue(sum(({ width }) => width)),
    };
  });
}

function leadScores(sums: LeadSums): readonly LeadScore[] {
  return Array.from(sums.count, (count, lead) => ({
    leadTime: lead + 1,
    wape: count === 0 ? null : ratio(sums.medianAbsoluteError[lead]!, sums.absoluteActual[lead]!),
    bias: count === 0 ? null : ratio(sums.error[lead]!, sums.actual[lead]!),
  }));
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
