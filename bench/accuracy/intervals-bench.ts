import { type IntervalKind, intervalKinds } from '#core/intervals';
import {
  addInterval,
  addQuantileError,
  bracketOf,
  intervalCoverage,
  noIntervals,
  noQuantileErrors,
  sharedInside,
  wql,
} from '#core/metrics';
import { dynamicTheta, etsAna, localForecaster, profileSmoothing, tsb } from '#core/models';
import { createPanel, createSeries } from '#core/series';

import type { Bench } from '../bench.ts';
import { readRetail, retailHorizon } from './retail-series.ts';

/** Past cutoffs, one horizon apart. */
const windows = 6;
const levels = [0.005, 0.025, 0.1, 0.165, 0.25, 0.5, 0.75, 0.835, 0.9, 0.975, 0.995];
const central = [
  { lower: 0.1, upper: 0.9 },
  { lower: 0.025, upper: 0.975 },
];
const kinds = Object.keys(intervalKinds) as IntervalKind[];
const calendar = { frequency: 'daily', weekStartsOn: 1 } as const;

/** The kinds of intervals around the same point forecasts. */
export const intervalsBench: Bench = {
  name: 'accuracy-intervals',
  title: `Kinds of intervals on the M5 sample: ${windows} cutoffs, ${retailHorizon} days ahead`,
  document: 'accuracy',
  run: async ({ signal, log }) => {
    const retail = await readRetail(log);
    if (retail === null) return null;
    const rows: string[][] = [];
    for (const [name, held] of Object.entries(retail)) {
      const demand = held.map(({ history, future }) => Float64Array.of(...history, ...future));
      for (const kind of kinds) {
        signal.throwIfAborted();
        rows.push([`${kind}, ${demand.length} ${name}`, ...score(kind, demand)]);
        log(rows.at(-1)!.join('  '));
      }
    }
    return {
      columns: [
        'kind of interval and series',
        ...['WQL %', 'in 80 %', 'in 95 %', '80 % shared', '95 % shared'],
      ],
      rows,
    };
  },
};

/** Over four methods, all cutoffs, series and days together. */
function score(kind: IntervalKind, demand: readonly Float64Array[]): readonly string[] {
  const losses = levels.map(noQuantileErrors);
  const inside = central.map(noIntervals);
  const shared = central.map(() => 0);
  for (const method of forecastersOf(kind)) {
    for (let window = 1; window <= windows; window += 1) {
      const pasts = demand.map((values, index) =>
        createSeries(String(index), -values.length, values.slice(0, -window * retailHorizon)),
      );
      const cutoff = -window * retailHorizon - 1;
      const forecasts = method
        .fit(createPanel(calendar, pasts), { cutoff, horizon: retailHorizon, seed: 1 })
        .forecast({ horizon: retailHorizon, quantileLevels: levels });
      for (const [index, { quantiles }] of forecasts.entries()) {
        const future = demand[index]!.subarray(pasts[index]!.values.length);
        const values = levels.map((_, place) => rowOf(quantiles, place));
        for (let lead = 0; lead < retailHorizon; lead += 1) {
          const actual = future[lead]!;
          for (const [place, sums] of losses.entries()) {
            addQuantileError(sums, actual, values[place]![lead]!);
          }
          const bracket = bracketOf(
            { levels, values: quantiles, width: retailHorizon },
            lead,
            actual,
          );
          for (const [place, { lower, upper }] of central.entries()) {
            const [from, to] = [levels.indexOf(lower), levels.indexOf(upper)];
            addInterval(inside[place]!, actual, values[from]![lead]!, values[to]![lead]!);
            shared[place]! += sharedInside(bracket, lower, upper);
          }
        }
      }
    }
  }
  return [
    percent(wql(losses)),
    ...inside.map((sums) => percent(intervalCoverage(sums))),
    ...shared.map((total, place) => percent(total / inside[place]!.count)),
  ];
}

function forecastersOf(intervals: IntervalKind) {
  return [
    localForecaster(profileSmoothing, { intervals }),
    localForecaster(etsAna, { intervals }),
    localForecaster(dynamicTheta, { intervals }),
    localForecaster(tsb, { intervals }),
  ];
}

function rowOf(quantiles: Float64Array, place: number): Float64Array {
  return quantiles.subarray(place * retailHorizon, (place + 1) * retailHorizon);
}

function percent(share: number | null): string {
  return share === null ? '' : (100 * share).toFixed(2);
}
