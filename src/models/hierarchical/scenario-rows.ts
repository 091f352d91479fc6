import { invariant } from '../../errors/index.ts';
import { createRandom, type Random, radixSort, valueAtRank } from '../../math/index.ts';
import type { Hierarchy } from '../../hierarchy/index.ts';
import { answerRows } from '../answer-rows.ts';
import { findOnce } from '../findings.ts';
import type { FitContext, FittedModel, ForecastRequest, SeriesForecast } from '../forecaster.ts';
import type { GroupForecasts } from './group-forecasts.ts';
import type { ItemShares } from './item-shares.ts';
import { LevelSums } from './level-sums.ts';
import { scenarioCount } from './past-days.ts';

/** Fractions that scenarios are rounded to whole units with, used in turn. */
const fractionCount = 2 ** 13;
const lastFraction = fractionCount - 1;
const medianRank = rankOf(0.5);
/** A level strays the further the longer the lead; over the horizon as much as it did in the past. */
const firstStray = 0.5;

/**
 * The fitted model: means of items are shares of their group's mean, and quantiles of every row come from scenarios in which
 * the items of all groups live through the same past period, scaled to the future, while the groups stray together from
 * their forecasts as they did behind one past cutoff.
 */
export class ScenarioRows implements FittedModel {
  readonly #hierarchy: Hierarchy;
  readonly #groups: GroupForecasts;
  readonly #shares: ItemShares;
  readonly #horizon: number;
  readonly #context: FitContext;
  readonly #fractions: Float64Array;
  /** `strays[group * scenarioCount + scenario]`, on the logarithm. */
  readonly #strays: Float64Array;

  constructor(
    hierarchy: Hierarchy,
    groups: GroupForecasts,
    shares: ItemShares,
    context: FitContext,
  ) {
    const random = createRandom(context.seed).fork('scenarios');
    this.#hierarchy = hierarchy;
    this.#groups = groups;
    this.#shares = shares;
    this.#horizon = context.horizon;
    this.#context = context;
    this.#fractions = Float64Array.from({ length: fractionCount }, () => random.uniform());
    this.#strays = drawStrays(groups, random);
  }

  forecast({ horizon, quantileLevels }: ForecastRequest): readonly SeriesForecast[] {
    invariant(
      Number.isInteger(horizon) && horizon >= 1 && horizon <= this.#horizon,
      `a horizon is in 1 .. ${this.#horizon} as fitted, found ${horizon}`,
    );
    const shape = { horizon, levels: quantileLevels.length };
    const rows = answerRows(this.#context, this.#hierarchy.rows, shape);
    const ranks = Float64Array.from(quantileLevels, rankOf);
    const take = (row: number, lead: number, scenarios: Float64Array) => {
      const { median, quantiles } = rows[row]!;
      radixSort(scenarios);
      median[lead] = valueAtRank(scenarios, medianRank);
      for (let place = 0; place < ranks.length; place += 1) {
        quantiles[place * horizon + lead] = valueAtRank(scenarios, ranks[place]!);
      }
    };
    const sums = levelSums(this.#hierarchy, this.#context);
    this.#means(rows, horizon);
    for (let lead = 0; lead < horizon; lead += 1) this.#scenarios(lead, sums, take);
    return rows;
  }

  #means(rows: readonly SeriesForecast[], horizon: number): void {
    const { groups, means } = this.#groups;
    const { levels, items } = this.#hierarchy;
    for (let item = 0; item < items.length; item += 1) {
      const share = this.#shares.shares[item]!;
      const from = groups.groupOf[item]! * this.#horizon;
      for (const { first, groupOf } of levels) {
        const { mean } = rows[first + groupOf[item]!]!;
        for (let lead = 0; lead < horizon; lead += 1) mean[lead]! += share * means[from + lead]!;
      }
    }
  }

  /** The scenarios of every row at one lead time, one row after the other. */
  #scenarios(
    lead: number,
    sums: LevelSums,
    take: (row: number, lead: number, scenarios: Float64Array) => void,
  ): void {
    const { levels, items } = this.#hierarchy;
    const factors = this.#factors(lead);
    const own = new Float64Array(scenarioCount);
    const single = levels.filter(({ by }) => by === 'each-item');
    sums.clear();
    for (let item = 0; item < items.length; item += 1) {
      this.#itemScenarios(item, lead, factors, own);
      sums.add(item, own);
      for (const { first } of single) take(first + item, lead, own);
    }
    sums.forEach((row, scenarios) => {
      take(row, lead, scenarios);
    });
  }

  /** Demand of each group in each scenario, before the items' own variation. */
  #factors(lead: number): Float64Array {
    const { groups, means } = this.#groups;
    const growth = firstStray + (2 * (1 - firstStray) * (lead + 0.5)) / this.#horizon;
    const factors = new Float64Array(groups.count * scenarioCount);
    for (let group = 0; group < groups.count; group += 1) {
      const mean = means[group * this.#horizon + lead]!;
      for (let at = group * scenarioCount; at < (group + 1) * scenarioCount; at += 1) {
        factors[at] = mean * Math.exp(growth * this.#strays[at]!);
      }
    }
    return factors;
  }

  #itemScenarios(item: number, lead: number, factors: Float64Array, into: Float64Array): void {
    const { scenarios, isWhole } = this.#shares;
    const from = this.#groups.groups.groupOf[item]! * scenarioCount;
    const at = item * scenarioCount;
    if (isWhole[item] === 0) {
      for (let scenario = 0; scenario < scenarioCount; scenario += 1) {
        into[scenario] = scenarios[at + scenario]! * factors[from + scenario]!;
      }
      return;
    }
    const fractions = this.#fractions;
    let next = item * 31 + lead * 101;
    for (let scenario = 0; scenario < scenarioCount; scenario += 1) {
      const demand = scenarios[at + scenario]! * factors[from + scenario]!;
      into[scenario] = Math.floor(demand + fractions[next & lastFraction]!);
      next += 37;
    }
  }
}

/** Room for the sums of all levels, the same for every model with the same findings; cleared before each use. */
function levelSums(hierarchy: Hierarchy, { findings }: FitContext): LevelSums {
  return findOnce(findings, LevelSums, () => new LevelSums(hierarchy, scenarioCount));
}

/** For every scenario one past cutoff, the same for all groups, so that what strays together does. */
function drawStrays({ groups, drifts }: GroupForecasts, random: Random): Float64Array {
  const strays = new Float64Array(groups.count * scenarioCount);
  const count = drifts[0]?.length ?? 0;
  if (count === 0) return strays;
  const picked = Int32Array.from({ length: scenarioCount }, () => random.integer(count));
  drifts.forEach((own, group) => {
    const mean = own.reduce((sum, drift) => sum + drift, 0) / count;
    for (let scenario = 0; scenario < scenarioCount; scenario += 1) {
      strays[group * scenarioCount + scenario] = own[picked[scenario]!]! - mean;
    }
  });
  return strays;
}

/** Where a quantile lies among the sorted scenarios. */
function rankOf(level: number): number {
  return level * scenarioCount - 0.5;
}
