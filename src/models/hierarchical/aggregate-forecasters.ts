import { Findings } from '../findings.ts';
import type { HierarchyForecaster } from '../forecaster.ts';
import { type AggregateRecipe, forecastGroups } from './group-forecasts.ts';
import type { AggregateMethod } from './group-fits.ts';
import { itemShares } from './item-shares.ts';
import { pastDays } from './past-days.ts';
import { ScenarioRows } from './scenario-rows.ts';
import { youngPeriods } from './young-items.ts';

/** Level and season of sums of many items move slowly; chosen on M5's sample. */
const smoothing: AggregateMethod = { weights: { alpha: 0.06, gamma: 0.01 }, hasTrend: false };
/** A level and a season that stand still, and a trend. */
const line: AggregateMethod = { weights: { alpha: 0, gamma: 0 }, hasTrend: true };

/** A model that forecasts groups of items and shares their demand out. */
function aggregateForecaster(
  name: string,
  description: string,
  recipe: AggregateRecipe,
): HierarchyForecaster {
  return {
    scope: 'hierarchy',
    name,
    description,
    ownHistory: youngPeriods,
    fit: (panel, context) => {
      const findings = context.findings ?? new Findings();
      const groups = forecastGroups(panel, context, recipe, findings);
      // Shares look at how groups were fitted, not at their forecasts.
      const shares = findings
        .of(recipe.method)
        .once(itemShares, () => itemShares(groups, panel.series, pastDays(groups)));
      return new ScenarioRows(panel.hierarchy, groups, shares, context);
    },
  };
}

export const regression = aggregateForecaster(
  'regression',
  'Regression of the demand of groups of items on calendar, events and prices, shared out among the items by their recent shares.',
  { method: line, forecasts: 'groups' },
);

export const esx = aggregateForecaster(
  'esx',
  'Exponential smoothing of groups of items with calendar, events and prices, shared out among the items by their recent shares.',
  { method: smoothing, forecasts: 'groups' },
);

export const topDown = aggregateForecaster(
  'top-down',
  'Exponential smoothing of all levels with calendar, events and prices, brought to add up and shared out among the items by sampled past days.',
  { method: smoothing, forecasts: 'all-levels' },
);
