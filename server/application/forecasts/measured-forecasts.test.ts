import { ForecastError } from '#core/errors';
import { expect, test } from 'vitest';

import type { Metrics } from '../metrics.ts';
import type { AnsweredRequest } from '../monitoring/index.ts';
import type { Degradation, ForecastAnswer, ItemForecast } from './index.ts';
import { MeasuredForecasts } from './measured-forecasts.ts';

/** As much of a forecast as is counted. */
function servedBy(servedModel: string, reason: Degradation['reason'] | null = null): ItemForecast {
  return {
    item: { datasetSlug: 'shop' },
    degradation:
      reason === null ? null : { reason, servedModel, requestedModel: 'net', detail: 'why' },
    provenance: { modelVersion: `${servedModel}@1` },
  } as ItemForecast;
}

/** Every request takes a quarter of a second. */
function measured(execute: () => Promise<ForecastAnswer>) {
  const noted: [name: string, value: number, attributes: object][] = [];
  const note = (name: string, value: number, attributes: object) => {
    noted.push([name, value, attributes]);
  };
  const metrics: Metrics = {
    count: note,
    record: note,
    observe: () => ({ [Symbol.dispose]: () => undefined }),
  };
  let now = 0;
  const answered: AnsweredRequest[] = [];
  return {
    noted,
    answered,
    forecasts: new MeasuredForecasts(
      { execute },
      { metrics, clock: () => (now += 250), tally: { add: (one) => answered.push(one) } },
    ),
  };
}

const answerOf = (...forecasts: readonly ItemForecast[]) =>
  Promise.resolve({ forecasts, requestedModel: 'net', horizon: 1, quantileLevels: [] });
const signal = new AbortController().signal;

test('items are counted by model, degradations by reason and model', async () => {
  const { forecasts, noted, answered } = measured(() =>
    answerOf(
      servedBy('net'),
      servedBy('naive', 'HISTORY_TOO_SHORT'),
      servedBy('ets-ana', 'NON_FINITE_OUTPUT'),
      servedBy('ets-ana', 'NON_FINITE_OUTPUT'),
    ),
  );
  await forecasts.execute({}, signal);
  const degradation = (reason: string, served: string) => ({
    'forecast.degrade.reason': reason,
    'forecast.model.requested': 'net',
    'forecast.model.served': served,
  });
  expect(noted).toEqual([
    ['forecast.duration', 0.25, { 'forecast.outcome': 'degraded' }],
    ['forecast.items', 1, { 'forecast.model.version': 'net@1' }],
    ['forecast.items', 1, { 'forecast.model.version': 'naive@1' }],
    ['forecast.items', 2, { 'forecast.model.version': 'ets-ana@1' }],
    ['forecast.degradations', 1, degradation('HISTORY_TOO_SHORT', 'naive')],
    ['forecast.degradations', 2, degradation('NON_FINITE_OUTPUT', 'ets-ana')],
  ]);
  expect(answered).toEqual([{ dataset: 'shop', milliseconds: 250, forecasts: 4, degraded: 3 }]);
});

test('what the requested model answered degrades nothing', async () => {
  const { forecasts, noted } = measured(() => answerOf(servedBy('net')));
  await forecasts.execute({}, signal);
  expect(noted).toEqual([
    ['forecast.duration', 0.25, { 'forecast.outcome': 'ok' }],
    ['forecast.items', 1, { 'forecast.model.version': 'net@1' }],
  ]);
});

test.each([
  [new ForecastError('OVERLOADED', 'full', { reason: 'queue' }), signal, 'OVERLOADED'],
  [new TypeError('a bug'), signal, 'unexpected'],
  [new Error('too late'), AbortSignal.abort(), 'aborted'],
])('a failure passes through and is counted by its code: %s', async (error, given, type) => {
  const { forecasts, noted } = measured(() => Promise.reject(error));
  await expect(forecasts.execute({}, given)).rejects.toBe(error);
  expect(noted).toEqual([
    ['forecast.duration', 0.25, { 'forecast.outcome': 'failed', 'error.type': type }],
  ]);
});
