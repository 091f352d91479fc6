import { describe, expect, it } from 'vitest';

import { buildHierarchy, itemLevel, totalLevel } from '../hierarchy/index.ts';
import {
  forecasters,
  type HierarchyForecaster,
  hierarchyForecasters,
  type SeriesForecast,
} from '../models/index.ts';
import { missingValuePolicies, type Series } from '../series/index.ts';
import { demandUnderPolicy } from './demand-under-policy.ts';
import { forecastHierarchy } from './forecast-hierarchy.ts';
import type { ForecastPlan } from './forecast-rows.ts';
import { copyOf, forecastsOf, plan } from './testing/small-shop.ts';
import { type BacktestWindow, rollingWindows } from './windows.ts';

const last = 199;
const lengths = { windows: 4, stepSize: 5, horizon: plan.horizon, refit: 2 };
const windows = rollingWindows(lengths, { first: 0, last }, 7);

/** Steady, slow, new, ended and unknown demand. */
const shop: readonly Series[] = [
  (day: number) => 3 + (day % 7),
  (day: number) => (day % 11 === 0 ? 2 : 0),
  (day: number) => (day < 185 ? 0 : day % 4),
  (day: number) => (day < 150 ? day % 5 : Number.NaN),
  (day: number) => (day % 13 === 0 ? Number.NaN : 0.5 * (day % 3)),
].map((sold, item) => ({
  key: `item ${item}`,
  start: 0,
  values: Float64Array.from({ length: last + 1 }, (_, day) => sold(day)),
}));

const hierarchy = buildHierarchy(
  shop.map(({ key }) => ({ key, attributes: {} })),
  [totalLevel, itemLevel],
);
const price = { key: '', start: 0, values: new Float64Array(last + 1).fill(2) };
const covariates = {
  events: [{ period: 190, name: 'Party', kind: 'Cultural', region: '' }],
  series: shop.map(() => ({ attributes: {}, price })),
};

function hierarchyForecastsOf(
  models: readonly HierarchyForecaster[],
  items: readonly Series[],
  window: BacktestWindow,
  own: ForecastPlan,
): readonly (readonly SeriesForecast[])[] {
  const forecasts: (readonly SeriesForecast[])[] = [];
  forecastHierarchy(models, { hierarchy, items, covariates }, window, own, (model, answers) => {
    forecasts[model] = answers.map(copyOf);
  });
  return forecasts;
}

/** The same up to a cutoff, and a canary behind it. */
function withOtherFuture(series: Series, cutoff: number): Series {
  const values = series.values.slice();
  for (let day = cutoff + 1; day < values.length; day += 1) values[day] = 1e6 + day;
  return { ...series, values };
}

describe.each(forecasters)('$name in a backtest', (forecaster) => {
  it.each(missingValuePolicies)(
    'does not look ahead in any window: the future changes no bit (%s)',
    (missingValuePolicy) => {
      const own = { ...plan, missingValuePolicy };
      for (const window of windows) {
        const forecast = (series: readonly Series[]) => {
          const demand = series.map((one) => demandUnderPolicy(one, missingValuePolicy, last));
          return forecastsOf([forecaster], demand, window, own);
        };
        const changed = shop.map((series) => withOtherFuture(series, window.cutoff));
        expect(forecast(changed)).toEqual(forecast(shop));
      }
    },
  );

  it('forecasts a row alike whatever rows are computed with it', () => {
    const window = windows[0]!;
    const [together] = forecastsOf([forecaster], shop, window);
    const apart = shop.flatMap((series) => forecastsOf([forecaster], [series], window)[0]!);
    expect(apart).toEqual(together);
  });
});

describe('models in a backtest', () => {
  it('forecast alike whatever models are computed with them', () => {
    for (const window of windows) {
      const together = forecastsOf(forecasters, shop, window);
      const apart = forecasters.map((model) => forecastsOf([model], shop, window)[0]);
      expect(together).toEqual(apart);
      const few = forecasters.filter((_, place) => place % 3 === 0).toReversed();
      const others = forecastsOf(few, shop, window);
      expect(others).toEqual(few.map((model) => apart[forecasters.indexOf(model)]));
    }
  });

  it('of a whole panel forecast alike whatever models are computed with them', () => {
    for (const window of windows) {
      const together = hierarchyForecastsOf(hierarchyForecasters, shop, window, plan);
      const apart = hierarchyForecasters.map(
        (model) => hierarchyForecastsOf([model], shop, window, plan)[0],
      );
      expect(together).toEqual(apart);
      const reversed = hierarchyForecastsOf(hierarchyForecasters.toReversed(), shop, window, plan);
      expect(reversed).toEqual(apart.toReversed());
    }
  });
});

describe.each(hierarchyForecasters)('$name in a backtest', (forecaster) => {
  it.each(missingValuePolicies)(
    'does not look ahead in any window: future demand changes no bit (%s)',
    (missingValuePolicy) => {
      const own = { ...plan, missingValuePolicy };
      for (const window of windows) {
        const forecast = (series: readonly Series[]) => {
          const items = series.map((one) => demandUnderPolicy(one, missingValuePolicy, last));
          return hierarchyForecastsOf([forecaster], items, window, own);
        };
        const changed = shop.map((series) => withOtherFuture(series, window.cutoff));
        expect(forecast(changed)).toEqual(forecast(shop));
      }
    },
  );
});
