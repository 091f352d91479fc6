import type { Span } from '../../hierarchy/index.ts';
import type { Findings } from '../findings.ts';
import type { FitContext, HierarchyPanel } from '../forecaster.ts';
import { type AggregateMethod, GroupFits } from './group-fits.ts';
import { groupGround } from './group-ground.ts';
import type { GroupHierarchy } from './group-hierarchy.ts';
import { meansOf, reconciledMeans } from './reconciled-groups.ts';

/** How aggregates are forecast. */
export interface AggregateRecipe {
  readonly method: AggregateMethod;
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

/** Fits the aggregates of a panel and forecasts the groups. `findings` are those in the panel. */
export function forecastGroups(
  panel: HierarchyPanel,
  context: FitContext,
  { method, forecasts }: AggregateRecipe,
  findings: Findings,
): GroupForecasts {
  const ground = findings.once(groupGround, () => groupGround(panel, context));
  const fits = findings.once(method, () => new GroupFits(ground, method));
  const { hierarchy, groups, span, end, closed, horizon } = ground;
  const own = fits.ofLevel(groups);
  const means =
    forecasts === 'groups'
      ? meansOf(own, horizon)
      : reconciledMeans(
          ground,
          hierarchy.levels.flatMap((level) => fits.ofLevel(level)),
          horizon,
        );
  for (let lead = 0; lead < horizon; lead += 1) {
    if (closed[end + lead] === 0) continue;
    for (let at = lead; at < means.length; at += horizon) means[at] = 0;
  }
  return {
    hierarchy,
    groups,
    span,
    end,
    closed,
    means,
    fitted: own.map(({ fitted }) => fitted),
    drifts: own.map(({ drifts }) => drifts),
  };
}
