import { invariant } from '../errors/index.ts';
import { ScoredSums, seasonalNaiveRows } from '../evaluation/index.ts';
import {
  bottomLevel,
  type Hierarchy,
  type HierarchyLevel,
  hierarchyOfSome,
} from '../hierarchy/index.ts';
import type { SeriesForecast } from '../models/index.ts';
import type { Series } from '../series/index.ts';
import {
  addIntervals,
  type CentralInterval,
  centralIntervals,
  type IntervalTally,
  intervalTallies,
  sumsPerInterval,
} from './central-intervals.ts';
import { type LeadSums, leadSums, mergeLeadSums, noLeadSums } from './lead-sums.ts';
import { windowActuals } from './window-actuals.ts';

/** Levels of more groups are scored as a whole alone. */
const mostSegments = 500;

/** Where forecasts were issued from, and what they say. */
export interface IssueShape {
  /** Last period that the models saw. */
  readonly cutoff: number;
  readonly horizon: number;
  readonly quantileLevels: readonly number[];
  /** Of the forecast that value added is measured against. */
  readonly seasonLength: number;
}

/** Items that are scored together. */
export interface RealisedShard {
  /** Their places in the hierarchy. */
  readonly places: readonly number[];
  /** What is known of their demand by now, under the policy of the dataset, in that order. */
  readonly demand: readonly Series[];
  /** What was issued for them, in that order. */
  readonly forecasts: readonly SeriesForecast[];
}

/** What the scores of a level, or of one of its groups, follow from. */
export interface RealisedScore {
  readonly level: string;
  /** The group; null = all groups of the level. */
  readonly segment: string | null;
  /** Series that were forecast. */
  readonly series: number;
  /**
   * By lead time; nothing at those without demand yet. Medians of items do not add up: those of sums are not known, and
   * `medianAbsoluteError` of a sum is that of its mean.
   */
  readonly leads: LeadSums;
  /** Of single items; none of sums, whose quantiles are not known. */
  readonly intervals: readonly IntervalTally[];
}

/** Rows of groups, `values[row * horizon + lead]`; demand is NaN where nothing is known of it. */
interface SumRows {
  readonly actual: Float64Array;
  readonly mean: Float64Array;
  readonly baseline: Float64Array;
}

/**
 * Scores the forecasts of one issue against the demand that has arrived since, shard by shard, in memory that does not grow with
 * the number of items. Periods whose demand is not known count for nothing. Sums are scored by the means of their items, over
 * the items whose demand is known.
 */
export class RealisedScorer {
  readonly #hierarchy: Hierarchy;
  readonly #shape: IssueShape;
  readonly #intervals: readonly CentralInterval[];
  /** Of the groups. */
  readonly #sums: SumRows;
  readonly #itemLeads: LeadSums;
  readonly #itemIntervals: Float64Array;
  #items = 0;

  /** @param hierarchy with the level of single items as its last */
  constructor(hierarchy: Hierarchy, shape: IssueShape) {
    const { horizon, quantileLevels } = shape;
    const { first } = bottomLevel(hierarchy);
    invariant(first + hierarchy.items.length === hierarchy.rows, 'single items are the last level');
    this.#hierarchy = hierarchy;
    this.#shape = shape;
    this.#intervals = centralIntervals(quantileLevels);
    this.#sums = {
      actual: new Float64Array(first * horizon).fill(Number.NaN),
      mean: new Float64Array(first * horizon),
      baseline: new Float64Array(first * horizon),
    };
    this.#itemLeads = noLeadSums(horizon);
    this.#itemIntervals = new Float64Array(this.#intervals.length * sumsPerInterval);
  }

  /** Adds items that were not added before. */
  add({ places, demand, forecasts }: RealisedShard): void {
    const { cutoff, horizon, seasonLength } = this.#shape;
    const actual = windowActuals(demand, cutoff, horizon);
    const mean = meansOf(forecasts, horizon);
    const baseline = seasonalNaiveRows(demand, cutoff, horizon, seasonLength);
    const some = hierarchyOfSome(this.#hierarchy, places);
    const sums = new ScoredSums(some, actual, horizon);
    const shard = { actual: sums.actual, mean: sums.of(mean), baseline: sums.of(baseline) };
    this.#addSums(some, shard);
    const medianErrors = new Float64Array(horizon);
    forecasts.forEach(({ median, quantiles }, place) => {
      const at = place * horizon;
      addMedianErrors(actual.subarray(at, at + horizon), median, medianErrors);
      const { quantileLevels } = this.#shape;
      const row = { quantileLevels, quantiles, actual, at, horizon };
      addIntervals(this.#intervals, row, this.#itemIntervals, 0);
    });
    mergeLeadSums(this.#itemLeads, leadSums({ horizon, actual, mean, baseline }, medianErrors));
    this.#items += places.length;
  }

  /** Level by level, each as a whole before its groups. */
  result(): readonly RealisedScore[] {
    const { levels } = this.#hierarchy;
    const sums = levels.flatMap((level) => (level.by === 'each-item' ? [] : this.#ofSums(level)));
    const leads = this.#itemLeads;
    const count = leads.count.reduce((sum, known) => sum + known, 0);
    const intervals = intervalTallies(this.#intervals, count, this.#itemIntervals);
    const { name: level } = bottomLevel(this.#hierarchy);
    return [...sums, { level, segment: null, series: this.#items, leads, intervals }];
  }

  /** Adds the sums of a shard, whose first rows are those of all shards; groups without items in it are not touched. */
  #addSums({ levels }: Hierarchy, shard: SumRows): void {
    const { horizon } = this.#shape;
    for (const { by, first, sizes } of levels) {
      if (by === 'each-item') continue;
      sizes.forEach((size, group) => {
        const from = (first + group) * horizon;
        if (size > 0) addKnown(this.#sums, shard, from, from + horizon);
      });
    }
  }

  #ofSums(level: HierarchyLevel): readonly RealisedScore[] {
    const { name, first, count, keys, by } = level;
    const whole = this.#ofRows(name, null, first, count);
    if (by.length === 0 || count > mostSegments) return [whole];
    return [whole, ...keys.map((key, group) => this.#ofRows(name, key, first + group, 1))];
  }

  #ofRows(level: string, segment: string | null, first: number, series: number): RealisedScore {
    const { horizon } = this.#shape;
    const rowsOf = (values: Float64Array) =>
      values.subarray(first * horizon, (first + series) * horizon);
    const { actual, mean, baseline } = this.#sums;
    const rows = { actual: rowsOf(actual), mean: rowsOf(mean), baseline: rowsOf(baseline) };
    const leads = leadSums({ horizon, ...rows }, new Float64Array(horizon));
    return {
      ...{ level, segment, series, intervals: [] },
      leads: { ...leads, medianAbsoluteError: leads.absoluteError },
    };
  }
}

function addKnown(into: SumRows, part: SumRows, from: number, end: number): void {
  for (let at = from; at < end; at += 1) {
    const demand = part.actual[at]!;
    if (Number.isNaN(demand)) continue;
    into.actual[at] = (Number.isNaN(into.actual[at]!) ? 0 : into.actual[at]!) + demand;
    into.mean[at]! += part.mean[at]!;
    into.baseline[at]! += part.baseline[at]!;
  }
}

function meansOf(forecasts: readonly SeriesForecast[], horizon: number): Float64Array {
  const means = new Float64Array(forecasts.length * horizon);
  forecasts.forEach(({ mean }, place) => {
    means.set(mean, place * horizon);
  });
  return means;
}

function addMedianErrors(actual: Float64Array, median: Float64Array, into: Float64Array): void {
  for (let lead = 0; lead < into.length; lead += 1) {
    const demand = actual[lead]!;
    if (!Number.isNaN(demand)) into[lead]! += Math.abs(demand - median[lead]!);
  }
}
