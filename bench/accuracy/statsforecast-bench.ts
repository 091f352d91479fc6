import { addError, noErrors, ratio, wape } from '#core/metrics';
import {
  adida,
  croston,
  crostonOptimised,
  crostonSba,
  dynamicTheta,
  etsAaa,
  etsAada,
  etsAna,
  etsAuto,
  imapa,
  optimisedTheta,
  type RecursiveMethod,
  theta,
  tsb,
} from '#core/models';

import type { Bench } from '../bench.ts';
import { figure } from '../figures.ts';
import { peerPython } from '../peers/python-environment.ts';
import { runPeer } from '../peers/run-peer.ts';
import { type HeldOut, readRetail, retailHorizon } from './retail-series.ts';

type Method = RecursiveMethod<unknown, unknown>;
type Forecasts = readonly (readonly number[] | null)[];

const week = 7;

/** The weights that the peer is given too. */
const fixedTsb: Method = { ...tsb, tune: () => ({ sizeAlpha: 0.2, chanceAlpha: 0.2 }) };

const onItems: readonly Method[] = [croston, crostonOptimised, crostonSba, fixedTsb, adida, imapa];
const onSums: readonly Method[] = [
  theta,
  optimisedTheta,
  dynamicTheta,
  etsAna,
  etsAaa,
  etsAada,
  etsAuto,
];

/** Times that each side forecasts everything; the quickest counts. */
const rounds = 3;

/** Series that each side forecasts before its time is taken. */
const warmUp = 100;

/** The same methods on the same series, here and in statsforecast: how far forecasts and accuracy differ, and the time. */
export const statsforecastBench: Bench = {
  name: 'accuracy-statsforecast',
  title: 'The same methods in statsforecast: forecasts, accuracy and time, one thread each',
  document: 'accuracy',
  run: async ({ signal, log }) => {
    const retail = await readRetail(log);
    if (retail === null) return null;
    const python = await peerPython(signal, log);
    if (python === null) return null;
    const rows: string[][] = [];
    for (const { methods, series, kind } of [
      { methods: onItems, series: retail.items, kind: 'items' },
      { methods: onSums, series: retail.sums, kind: 'sums' },
    ]) {
      const peer = await runPeer(
        python,
        {
          horizon: retailHorizon,
          seasonLength: week,
          rounds,
          methods: methods.map(({ name }) => name),
          series: series.map(({ history }) => Array.from(history)),
        },
        signal,
      );
      for (const method of methods) {
        const theirs = peer.results[method.name]!;
        for (const { history } of series.slice(0, warmUp)) forecast(method, history);
        let ours: Forecasts = [];
        let seconds = Infinity;
        for (let round = 0; round < rounds; round += 1) {
          const start = performance.now();
          ours = series.map(({ history }) => forecast(method, history));
          seconds = Math.min(seconds, (performance.now() - start) / 1000);
        }
        rows.push([
          `${method.name}, ${series.length} ${kind}`,
          percent(difference(ours, theirs.forecasts, series)),
          ...[percent(accuracy(ours, series)), percent(accuracy(theirs.forecasts, series))],
          ...[figure(seconds), figure(theirs.seconds), `${figure(theirs.seconds / seconds)} ×`],
        ]);
        log(rows.at(-1)!.join('  '));
      }
    }
    return {
      columns: [
        'method and series',
        ...['difference %', 'WAPE % here', 'WAPE % there'],
        ...['seconds here', 'there', 'times as fast'],
      ],
      rows,
    };
  },
};

function forecast(method: Method, history: Float64Array): readonly number[] {
  const state = method.start(method.tune(history, week), week);
  method.observe(state, history, 0, history.length);
  const out = new Float64Array(retailHorizon);
  method.predict(state, retailHorizon, out, 0);
  return Array.from(out);
}

/** Mean absolute difference of the forecasts over mean demand. */
function difference(ours: Forecasts, theirs: Forecasts, series: readonly HeldOut[]): number | null {
  const sums = noErrors();
  let demand = 0;
  for (const [index, own] of ours.entries()) {
    const other = theirs[index];
    if (own == null || other == null) continue;
    for (const [lead, value] of other.entries()) addError(sums, value, own[lead]!);
    for (const value of series[index]!.future) demand += value;
  }
  return ratio(sums.absoluteError, demand);
}

function accuracy(forecasts: Forecasts, series: readonly HeldOut[]): number | null {
  const sums = noErrors();
  for (const [index, own] of forecasts.entries()) {
    if (own === null) continue;
    for (const [lead, value] of series[index]!.future.entries()) addError(sums, value, own[lead]!);
  }
  return wape(sums);
}

function percent(share: number | null): string {
  return share === null ? '' : (100 * share).toFixed(2);
}
