import { visibleHistory } from '#core/backtest';
import { covariatesOfSteps, laidOutCovariates } from '#core/covariates';
import { featurePolicy, type FeatureSpec, fitFeatures, type FittedFeatures } from '#core/features';
import { bottomLevel } from '#core/hierarchy';
import { type Series, unpackSeries } from '#core/series';

import { type BacktestInput, rowCovariates } from '../backtests/index.ts';
import type { TrainingData } from '../training/index.ts';

/** What the members of a model learn from, all of it known at the cutoff. */
export interface ModelData extends TrainingData {
  /** Items of which anything is known. */
  readonly items: number;
}

/**
 * The histories of the items up to the cutoff; with a spec the feature function as well, fitted on the same, over the items and, so
 * that networks know the size and the calm of sums, the rows above them.
 */
export function modelData(
  { rows, hierarchy, plan, covariates: stepped }: BacktestInput,
  spec: FeatureSpec | null,
  cutoff: number,
): ModelData {
  const { first, count } = bottomLevel(hierarchy);
  const { calendar, missingValuePolicy } = plan;
  const policy = spec === null ? missingValuePolicy : featurePolicy(missingValuePolicy);
  const visible = rows.map((row) => visibleHistory(unpackSeries(row), policy, cutoff, null));
  const items = visible.slice(first, first + count).filter(isSeen);
  if (spec === null || stepped === null) {
    return { series: items.map(({ values }) => values), features: null, items: items.length };
  }
  const covariates = laidOutCovariates(covariatesOfSteps(stepped));
  const itemData = {
    panel: { calendar, series: visible.slice(first, first + count) },
    covariates,
  };
  const fitted: FittedFeatures = fitFeatures(spec, itemData, cutoff);
  const data = {
    panel: { calendar, series: visible },
    covariates: rowCovariates(hierarchy, covariates),
  };
  return { series: [], features: { fitted, data }, items: items.length };
}

function isSeen({ values }: Series): boolean {
  return values.length > 0;
}
