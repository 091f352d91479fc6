import { type Forecaster, forecasters } from '#core/models';
import { createPanel, createSeries, type Panel } from '#core/series';
import { type SyntheticRetail, syntheticRetail } from '#core/synthetic';

import type { Bench } from './bench.ts';
import { figure } from './figures.ts';
import { benchSeed } from './loaded-database.ts';

const horizon = 28;
const quantileLevels = [0.005, 0.025, 0.165, 0.25, 0.5, 0.75, 0.835, 0.975, 0.995];
/** Series per fit: what memory allows at a glance, far more than one request. */
const seriesPerPanel = 500;

/** Times each forecaster, fit and forecast, over the whole history of every series: the core alone, on one thread. */
export const baselinesBench: Bench = {
  name: 'baselines',
  title: `Baselines over whole histories: ${horizon} days ahead, ${quantileLevels.length} quantile levels, one thread`,
  run: (context) => {
    const retail = syntheticRetail({ scale: context.scale, seed: benchSeed });
    const spent = new Map<Forecaster, number>(forecasters.map((forecaster) => [forecaster, 0]));
    for (const panel of panels(retail)) {
      context.signal.throwIfAborted();
      for (const forecaster of forecasters) {
        spent.set(forecaster, spent.get(forecaster)! + timeOf(forecaster, panel, retail));
      }
    }
    const { itemCount, periods } = retail;
    const rows = forecasters.map((forecaster) => {
      const milliseconds = spent.get(forecaster)!;
      return [
        forecaster.name,
        figure(milliseconds / 1000),
        figure((milliseconds * 1000) / itemCount),
        figure((itemCount * periods) / milliseconds / 1000),
      ];
    });
    const all = [...spent.values()].reduce((sum, value) => sum + value, 0);
    rows.push(['all of them', figure(all / 1000), figure((all * 1000) / itemCount), '']);
    return Promise.resolve({
      columns: [
        `${itemCount.toLocaleString('en-US')} series × ${periods.toLocaleString('en-US')} days`,
        'seconds',
        'µs per series',
        'million values/s',
      ],
      rows,
    });
  },
};

function timeOf(forecaster: Forecaster, panel: Panel, retail: SyntheticRetail): number {
  const cutoff = retail.startPeriod + retail.periods - 1;
  const start = performance.now();
  forecaster.fit(panel, { cutoff, horizon, seed: benchSeed }).forecast({ horizon, quantileLevels });
  return performance.now() - start;
}

function* panels(retail: SyntheticRetail): Iterable<Panel> {
  const { itemCount } = retail;
  for (let from = 0; from < itemCount; from += seriesPerPanel) {
    const count = Math.min(seriesPerPanel, itemCount - from);
    const series = Array.from({ length: count }, (_, offset) => {
      const { attributes, startPeriod, demand } = retail.item(from + offset);
      return createSeries(attributes.key, startPeriod, Float64Array.from(demand));
    });
    yield createPanel(retail.dataset.calendar, series);
  }
}
