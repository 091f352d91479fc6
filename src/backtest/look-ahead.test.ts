import { describe, expect, it } from 'vitest';

import { buildHierarchy, itemLevel, totalLevel } from '../hierarchy/index.ts';
import { forecasters, hierarchyForecasters } from '../models/index.ts';
import { missingValuePolicies, type Series } from '../series/index.ts';
import { demandUnderPolicy } from './demand-under-policy.ts';
import { forecastHierarchy } from './forecast-hierarchy.ts';
import { forecastRows } from './forecast-rows.ts';
import { emptyForecasts, plan } from './testing/small-shop.ts';
import { rollingWindows } from './windows.ts';

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
          const into = emptyForecasts(series.length, own);
          const demand = series.map((one) => demandUnderPolicy(one, missingValuePolicy, last));
          forecastRows(forecaster, demand, window, own, { into, first: 0 });
          return into;
        };
        const changed = shop.map((series) => withOtherFuture(series, window.cutoff));
        expect(forecast(changed)).toEqual(forecast(shop));
      }
    },
  );

  it('forecasts a row alike whatever rows are computed with it', () => {
    const window = windows[0]!;
    const together = emptyForecasts(shop.length, plan);
    forecastRows(forecaster, shop, window, plan, { into: together, first: 0 });
    const apart = emptyForecasts(shop.length, plan);
    for (const [first, series] of shop.entries()) {
      forecastRows(forecaster, [series], window, plan, { into: apart, first });
    }
    expect(apart).toEqual(together);
  });
});

describe.each(hierarchyForecasters)('$name in a backtest', (forecaster) => {
  const described = shop.map(({ key }) => ({ key, attributes: {} }));
  const hierarchy = buildHierarchy(described, [totalLevel, itemLevel]);
  const price = { key: '', start: 0, values: new Float64Array(last + 1).fill(2) };
  const covariates = {
    events: [{ period: 190, name: 'Party', kind: 'Cultural', region: '' }],
    series: shop.map(() => ({ attributes: {}, price })),
  };

  it.each(missingValuePolicies)(
    'does not look ahead in any window: future demand changes no bit (%s)',
    (missingValuePolicy) => {
      const own = { ...plan, missingValuePolicy };
      for (const window of windows) {
        const forecast = (series: readonly Series[]) => {
          const into = emptyForecasts(hierarchy.rows, own);
          const items = series.map((one) => demandUnderPolicy(one, missingValuePolicy, last));
          forecastHierarchy(forecaster, { hierarchy, items, covariates }, window, own, into);
          return into;
        };
        const changed = shop.map((series) => withOtherFuture(series, window.cutoff));
        expect(forecast(changed)).toEqual(forecast(shop));
      }
    },
  );
});
