import type { HierarchyForecaster } from '../forecaster.ts';
import { type AggregateRecipe, forecastGroups } from './group-forecasts.ts';
import { itemShares } from './item-shares.ts';
import { pastDays } from './past-days.ts';
import { ScenarioRows } from './scenario-rows.ts';
import { youngPeriods } from './young-items.ts';

/** Level and season of sums of many items move slowly; chosen on M5's sample. */
const smoothing = { alpha: 0.06, gamma: 0.01 };

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
      const groups = forecastGroups(panel, context, recipe);
      const shares = itemShares(groups, panel.series, pastDays(groups));
      return new ScenarioRows(panel.hierarchy, groups, shares, context);
    },
  };
}

export const regression = aggregateForecaster(
  'regression',
  'Regression of the demand of groups of items on calendar, events and prices, shared out among the items by their recent shares.',
  { weights: { alpha: 0, gamma: 0 }, hasTrend: true, forecasts: 'groups' },
);

export const esx = aggregateForecaster(
  'esx',
  'Exponential smoothing of groups of items with calendar, events and prices, shared out among the items by their recent shares.',
  { weights: smoothing, hasTrend: false, forecasts: 'groups' },
);

export const topDown = aggregateForecaster(
  'top-down',
  'Exponential smoothing of all levels with calendar, events and prices, brought to add up and shared out among the items by sampled past days.',
  { weights: smoothing, hasTrend: false, forecasts: 'all-levels' },
);
