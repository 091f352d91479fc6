import { type Calendar, seasonLength } from '../../calendar/index.ts';
import type { Covariates } from '../../covariates/index.ts';
import { type Span, visitAggregates } from '../../hierarchy/index.ts';
import type { FitContext, HierarchyPanel } from '../forecaster.ts';
import { closedPeriods } from './closures.ts';
import { type GroupHierarchy, groupHierarchy } from './group-hierarchy.ts';
import { priceIndices } from './price-index.ts';
import { recentDemand } from './recent-demand.ts';
import type { Regressor } from './regressors.ts';

/** What is known of the groups of a panel before anything is fitted: the same for every model of aggregates. */
export interface GroupGround extends GroupHierarchy {
  readonly calendar: Calendar;
  readonly covariates: Covariates;
  /** History, then horizon. */
  readonly span: Span;
  /** Length of the history. */
  readonly end: number;
  /** Length of the history that effects are estimated from. */
  readonly fitEnd: number;
  readonly horizon: number;
  readonly season: number;
  /** Per row of the hierarchy of groups, over the history. */
  readonly demand: readonly Float64Array[];
  /** 1 where the shops are closed, over the span. */
  readonly closed: Uint8Array;
  /** How much each item counts. */
  readonly sizes: Float64Array;
  /** Per row of the hierarchy of groups; null where no item has a price. */
  readonly prices: readonly (Regressor | null)[];
}

/** Sums the demand of a panel to groups, and finds closed periods and prices. */
export function groupGround(
  { calendar, series, hierarchy: { items }, covariates }: HierarchyPanel,
  { cutoff, fitCutoff = cutoff, horizon }: FitContext,
): GroupGround {
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
  const sizes = recentDemand(series, cutoff);
  return {
    ...laid,
    calendar,
    covariates,
    span,
    end,
    fitEnd: Math.max(0, Math.min(end, fitCutoff - first + 1)),
    horizon,
    season: seasonLength(calendar.frequency),
    demand,
    closed: closedPeriods(total, span, covariates.events),
    sizes,
    prices: priceIndices(laid, covariates.series, sizes, span),
  };
}
