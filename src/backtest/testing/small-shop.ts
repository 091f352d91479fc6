import { type Scales, scalesAt, levelWeights, unitSales } from '../../evaluation/index.ts';
import { buildHierarchy, itemLevel, parseLevel, totalLevel } from '../../hierarchy/index.ts';
import { aggregatePanel } from '../../hierarchy/index.ts';
import type { SeriesForecast } from '../../models/index.ts';
import type { Series } from '../../series/index.ts';
import { type ForecastPlan, forecastRows, type RowForecaster } from '../forecast-rows.ts';
import type { ScoringBasis } from '../window-scorer.ts';
import type { BacktestWindow } from '../windows.ts';

/** A plan over days with M5's quantile levels and those of an 80 % interval. */
export const plan: ForecastPlan = {
  calendar: { frequency: 'daily', weekStartsOn: 1 },
  missingValuePolicy: 'keep-unknown',
  horizon: 4,
  quantileLevels: [0.005, 0.025, 0.1, 0.165, 0.25, 0.5, 0.75, 0.835, 0.9, 0.975, 0.995],
  inputSize: null,
  seed: 1,
};

/** Items that sell by a weekday pattern and noise of their own, from period 0 on. */
export function itemsOf(count: number, length: number): readonly Series[] {
  return Array.from({ length: count }, (_, item) => ({
    key: `item ${item}`,
    start: 0,
    values: Float64Array.from(
      { length },
      (_, day) => 2 + item + (day % 7) + ((day * (item + 3) * 7919) % 5),
    ),
  }));
}

/** Total, two stores and the items, with weights and scales at a cutoff. */
export function basisOf(items: readonly Series[], cutoff: number): ScoringBasis {
  const hierarchy = buildHierarchy(
    items.map(({ key }, item) => ({ key, attributes: { store: item % 2 === 0 ? 'CA' : 'TX' } })),
    [totalLevel, parseLevel('store'), itemLevel],
  );
  const scales: Scales = scalesAt(hierarchy, items, [cutoff], 7)[0]!;
  return {
    hierarchy,
    items,
    weights: levelWeights(hierarchy, unitSales(items, cutoff, 28)),
    scales,
  };
}

/** The demand of every row of the hierarchy, in its order. */
export function rowsOf({ hierarchy, items }: ScoringBasis): readonly Series[] {
  return aggregatePanel(hierarchy, { calendar: plan.calendar, series: items }).series;
}

/** What models answer for rows at one cutoff, model by model. */
export function forecastsOf(
  models: readonly RowForecaster[],
  series: readonly Series[],
  window: BacktestWindow,
  own: ForecastPlan = plan,
): readonly (readonly SeriesForecast[])[] {
  const forecasts = models.map((): SeriesForecast[] => []);
  forecastRows(models, series, window, own, (model, answers, first) => {
    answers.forEach((answer, place) => (forecasts[model]![first + place] = copyOf(answer)));
  });
  return forecasts;
}

/** Of an answer that holds until the next model gives its own. */
export function copyOf({ mean, median, quantiles }: SeriesForecast): SeriesForecast {
  return { mean: mean.slice(), median: median.slice(), quantiles: quantiles.slice() };
}
