import { seasonLength } from '../../calendar/index.ts';
import { type Span, visitAggregates } from '../../hierarchy/index.ts';
import type { FitContext, HierarchyPanel } from '../forecaster.ts';
import { type AggregateFit, fitAggregate } from './aggregate-model.ts';
import { closedPeriods } from './closures.ts';
import { Designs } from './designs.ts';
import { type GroupHierarchy, groupHierarchy } from './group-hierarchy.ts';
import { priceIndices } from './price-index.ts';
import { recentDemand } from './recent-demand.ts';
import { meansOf, reconciledMeans } from './reconciled-groups.ts';
import type { FilterWeights } from './smoothing-filter.ts';

/** How aggregates are forecast. */
export interface AggregateRecipe {
  readonly weights: FilterWeights;
  /** A straight line instead of a level that moves. */
  readonly hasTrend: boolean;
  /** `groups`: only the finest aggregates; `all-levels`: all of them, brought to add up by how certain each is. */
  readonly forecasts: 'groups' | 'all-levels';
}

/** Demand of the groups whose items share it, past and future. */
export interface GroupForecasts extends GroupHierarchy {
  /** History, then horizon. */
  readonly span: Span;
  /** Length of the history. */
  readonly end: number;
  /** 1 where the shops are closed, over the span. */
  readonly closed: Uint8Array;
  /** `means[group * horizon + lead]`. */
  readonly means: Float64Array;
  /** Per group: the mean of each past period as seen one period before; NaN where unknown. */
  readonly fitted: readonly Float64Array[];
  /** Per group: how far its logarithm strayed over past horizons; the same cutoffs for all. */
  readonly drifts: readonly Float64Array[];
}

/** Past cutoffs lie this far apart and reach this far back. */
const driftStep = 7;
const driftReach = 728;

/** Fits every aggregate of a panel and forecasts the groups. */
export function forecastGroups(
  { calendar, series, hierarchy: { items }, covariates }: HierarchyPanel,
  { cutoff, fitCutoff = cutoff, horizon }: FitContext,
  recipe: AggregateRecipe,
): GroupForecasts {
  const laid = groupHierarchy(items, covariates.series);
  const first = series.reduce(
    (least, { start, values }) => (values.length === 0 ? least : Math.min(least, start)),
    cutoff + 1,
  );
  const end = cutoff - first + 1;
  const span = { from: first, length: end + horizon };
  const demand: Float64Array[] = Array.from({ length: laid.hierarchy.rows });
  visitAggregates(laid.hierarchy, series, { from: first, length: end }, (row, values) => {
    demand[row] = values.slice();
  });
  // The first level is the total.
  const total = demand[0] ?? new Float64Array(end);
  const closed = closedPeriods(total, span, covariates.events);
  const plan = {
    season: seasonLength(calendar.frequency),
    weights: recipe.weights,
    end: Math.max(0, Math.min(end, fitCutoff - first + 1)),
  };
  const sizes = recentDemand(series, cutoff);
  const { hasTrend } = recipe;
  const designs = new Designs({ ...plan, calendar, span, covariates, sizes, hasTrend });
  const prices = priceIndices(laid, covariates.series, sizes, span);
  const past = { horizon, cutoffs: pastCutoffs(end, horizon) };
  const fits: AggregateFit[] = Array.from({ length: laid.hierarchy.rows });
  for (const level of laid.hierarchy.levels) {
    if (recipe.forecasts === 'groups' && level !== laid.groups) continue;
    for (let group = 0; group < level.count; group += 1) {
      const row = level.first + group;
      const design = designs.of(level, group, knownPeriods(demand[row]!, closed));
      const price = prices[row] ?? null;
      const own = price === null ? [] : [price];
      fits[row] = fitAggregate(demand[row]!, design, own, plan, past);
    }
  }
  const { groups } = laid;
  const own = fits.slice(groups.first, groups.first + groups.count);
  const means =
    recipe.forecasts === 'groups' ? meansOf(own, horizon) : reconciledMeans(laid, fits, horizon);
  for (let lead = 0; lead < horizon; lead += 1) {
    if (closed[end + lead] === 0) continue;
    for (let at = lead; at < means.length; at += horizon) means[at] = 0;
  }
  return {
    ...laid,
    span,
    end,
    closed,
    means,
    fitted: own.map(({ fitted }) => fitted),
    drifts: own.map(({ drifts }) => drifts),
  };
}

/** From the first sale on, but for closed periods and unknown demand. */
function knownPeriods(demand: Float64Array, closed: Uint8Array): Uint8Array {
  const known = new Uint8Array(demand.length);
  let hasSold = false;
  for (let index = 0; index < demand.length; index += 1) {
    hasSold ||= demand[index]! > 0;
    known[index] = Number(hasSold && closed[index] === 0 && !Number.isNaN(demand[index]!));
  }
  return known;
}

function pastCutoffs(end: number, horizon: number): readonly number[] {
  const cutoffs: number[] = [];
  for (
    let index = end - 1 - horizon;
    index >= Math.max(horizon, end - driftReach);
    index -= driftStep
  ) {
    cutoffs.push(index);
  }
  return cutoffs.reverse();
}
