import {
  addError,
  addQuantileError,
  bias,
  noErrors,
  noQuantileErrors,
  quantileCoverage,
  ratio,
  rmsse,
  wape,
} from '#core/metrics';
import { type Forecaster, forecasters } from '#core/models';
import { createPanel, createSeries, type Panel } from '#core/series';

import type { Bench } from '../bench.ts';
import { readCells, sharedData } from './shared-data.ts';

const horizon = 6;
/** Past cutoffs, one horizon apart; the last leaves one horizon to score. */
const windows = 3;
const quantileLevels = [0.1, 0.5, 0.9];
/** January 1998, counted from January 1970. */
const firstMonth = 336;

/** Scores every forecaster on the classic set of intermittent demand. */
export const carpartsBench: Bench = {
  name: 'accuracy-carparts',
  title: `Car parts: ${windows} cutoffs, ${horizon} months ahead`,
  document: 'accuracy',
  run: async ({ signal, log }) => {
    const path = sharedData('carparts/carparts_monthly.csv.gz', log);
    if (path === null) return null;
    const rows = (await readCells(path)).map(([key = '', ...cells]) => ({
      key,
      demand: Float64Array.from(cells, (cell) => (cell === '' ? Number.NaN : Number(cell))),
    }));
    const scored = forecasters.map((forecaster) => {
      signal.throwIfAborted();
      return score(forecaster, rows);
    });
    scored.sort((one, other) => Number(one[3]) - Number(other[3]));
    return {
      columns: [
        'forecaster',
        ...['WAPE % mean', 'WAPE % median', 'RMSSE', 'bias %'],
        ...['below 90 % quantile', 'below 10 % quantile'],
      ],
      rows: scored,
    };
  },
};

interface Part {
  readonly key: string;
  readonly demand: Float64Array;
}

/** Errors are summed over parts and months; RMSSE is the mean over the parts that have one. */
function score(forecaster: Forecaster, parts: readonly Part[]): readonly string[] {
  const [means, medians] = [noErrors(), noErrors()];
  const [low, high] = [noQuantileErrors(0.1), noQuantileErrors(0.9)];
  let [scaled, scores] = [0, 0];
  for (let window = 1; window <= windows; window += 1) {
    const visible = parts[0]!.demand.length - window * horizon;
    const panel = panelOf(parts, visible);
    const cutoff = firstMonth + visible - 1;
    const forecasts = forecaster
      .fit(panel, { cutoff, horizon, seed: 0 })
      .forecast({ horizon, quantileLevels });
    for (const [index, { mean, median, quantiles }] of forecasts.entries()) {
      const { demand } = parts[index]!;
      const own = noErrors();
      for (let lead = 0; lead < horizon; lead += 1) {
        const actual = demand[visible + lead]!;
        addError(own, actual, mean[lead]!);
        addError(means, actual, mean[lead]!);
        addError(medians, actual, median[lead]!);
        addQuantileError(low, actual, quantiles[lead]!);
        addQuantileError(high, actual, quantiles[2 * horizon + lead]!);
      }
      const value = rmsse(own, demand.subarray(0, visible));
      if (value === null || !Number.isFinite(value)) continue;
      scaled += value;
      scores += 1;
    }
  }
  return [
    forecaster.name,
    ...[percent(wape(means)), percent(wape(medians)), (ratio(scaled, scores) ?? 0).toFixed(4)],
    ...[percent(bias(means)), percent(quantileCoverage(high)), percent(quantileCoverage(low))],
  ];
}

function panelOf(parts: readonly Part[], visible: number): Panel {
  const series = parts.map(({ key, demand }) =>
    createSeries(key, firstMonth, demand.slice(0, visible)),
  );
  return createPanel({ frequency: 'monthly', weekStartsOn: 1 }, series);
}

function percent(share: number | null): string {
  return share === null ? '' : (100 * share).toFixed(1);
}
