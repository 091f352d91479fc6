import { isForecastError } from '#core/errors';

import type { Metrics } from '../metrics.ts';
import type { AnsweredRequest } from '../monitoring/index.ts';
import type { ForecastAnswer, RequestForecast } from './request-forecast.ts';

interface MeasuringPorts {
  readonly metrics: Metrics;
  /** Milliseconds of a clock that only goes forwards. */
  readonly clock: () => number;
  /** Hears of every answer, once per dataset in it. */
  readonly tally: { add(answered: AnsweredRequest): void };
}

/** Forecasts as `RequestForecast` makes them, counted by model and by reason of degradation, and timed. */
export class MeasuredForecasts {
  readonly #forecasts: Pick<RequestForecast, 'execute'>;
  readonly #ports: MeasuringPorts;

  constructor(forecasts: Pick<RequestForecast, 'execute'>, ports: MeasuringPorts) {
    this.#forecasts = forecasts;
    this.#ports = ports;
  }

  async execute(input: unknown, signal: AbortSignal): Promise<ForecastAnswer> {
    const { metrics, clock, tally } = this.#ports;
    const start = clock();
    const seconds = () => (clock() - start) / 1000;
    try {
      const answer = await this.#forecasts.execute(input, signal);
      const degraded = answer.forecasts.some(({ degradation }) => degradation !== null);
      const outcome = degraded ? 'degraded' : 'ok';
      const took = seconds();
      metrics.record('forecast.duration', took, { 'forecast.outcome': outcome });
      countItems(metrics, answer);
      tallyAnswer(tally, answer, took * 1000);
      return answer;
    } catch (error) {
      const type = isForecastError(error) ? error.code : 'unexpected';
      metrics.record('forecast.duration', seconds(), {
        'forecast.outcome': 'failed',
        'error.type': signal.aborted ? 'aborted' : type,
      });
      throw error;
    }
  }
}

function tallyAnswer(
  tally: MeasuringPorts['tally'],
  { forecasts }: ForecastAnswer,
  milliseconds: number,
): void {
  for (const [dataset, those] of Map.groupBy(forecasts, ({ item }) => item.datasetSlug)) {
    const degraded = those.filter(({ degradation }) => degradation !== null).length;
    tally.add({ dataset, milliseconds, forecasts: those.length, degraded });
  }
}

function countItems(metrics: Metrics, { forecasts }: ForecastAnswer): void {
  for (const [version, those] of Map.groupBy(
    forecasts,
    ({ provenance }) => provenance.modelVersion,
  )) {
    metrics.count('forecast.items', those.length, { 'forecast.model.version': version });
  }
  const degradations = forecasts.flatMap(({ degradation }) => degradation ?? []);
  for (const [, those] of Map.groupBy(
    degradations,
    ({ reason, servedModel }) => `${reason} ${servedModel}`,
  )) {
    const { reason, requestedModel, servedModel } = those[0]!;
    metrics.count('forecast.degradations', those.length, {
      'forecast.degrade.reason': reason,
      'forecast.model.requested': requestedModel,
      'forecast.model.served': servedModel,
    });
  }
}
