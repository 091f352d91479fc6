import { ForecastError, invariant } from '#core/errors';
import { type AnyForecaster, isSound, type SeriesForecast } from '#core/models';
import { type Panel, type Series } from '#core/series';
import { seasonLength } from '#core/calendar';

import type { LearnedVersion, TensorBackend } from '../serving/index.ts';
import type { Span, Tracer } from '../telemetry.ts';
import type { Degradation, DegradationReason } from './degradation.ts';
import type { ModelRun, ModelRunner } from './ports.ts';

/** Why a rung is left. */
export type StepDown = Pick<Degradation, 'reason' | 'detail'>;

/** One model to try, best first. `forecaster` is null when nothing of that name can be loaded. */
export interface Rung {
  readonly model: string;
  readonly forecaster: AnyForecaster | LearnedVersion | null;
  /** Why nothing can be loaded, where more is known than that there is no such model. */
  readonly problem?: StepDown;
}

/** The answer for one series: what was forecast, by which model, and why not by the requested one. */
export interface ServedSeries {
  readonly forecast: SeriesForecast;
  readonly servedModel: string;
  readonly degradation: Degradation | null;
  /** What computed a network; null for other models. */
  readonly backend: TensorBackend | null;
  /** Whether the same request later is answered alike: no rung was left for what may pass, such as a timeout. */
  readonly isRepeatable: boolean;
}

/** Reasons that lie in the item and its history: the model will always step down for them. */
const lasting: readonly DegradationReason[] = ['HISTORY_TOO_SHORT', 'NON_FINITE_OUTPUT'];

/** A loop over places, since it looks at every value that was read. */
function knownValues({ values }: Series): number {
  let known = 0;
  const { length } = values;
  for (let at = 0; at < length; at += 1) if (!Number.isNaN(values[at])) known += 1;
  return known;
}

function neededBy(forecaster: AnyForecaster | LearnedVersion, season: number): number {
  switch (forecaster.scope) {
    case 'series':
      return forecaster.minimumLength(season);
    case 'learned':
      return forecaster.minimumLength;
    case 'hierarchy':
      return 0;
  }
}

function missing(model: string): StepDown {
  return { reason: 'MODEL_MISSING', detail: `No model named ${model} is available here.` };
}

function analogyOf(known: number, model: string, needed: number): string {
  return `The item has ${known} known value(s) and ${model} needs ${needed} to forecast it from them; it was forecast by analogy with how other items of its department and store began.`;
}

function outOfRungs({ reason, detail }: StepDown): Error {
  if (reason === 'OVERLOADED') {
    return new ForecastError(
      'OVERLOADED',
      'Too many forecasts are waiting for a thread. Try again in a few seconds, or ask for fewer items.',
      { reason: detail },
    );
  }
  return new Error(`The last model of the ladder failed: ${reason}: ${detail}`);
}

/**
 * Forecasts every series with the first rung that can, and says why where that is not the first one.
 * The last rung must be able to answer an empty history.
 *
 * @throws ForecastError OVERLOADED when even the last rung was shed.
 */
export async function serveLadder(
  rungs: readonly Rung[],
  request: Omit<ModelRun, 'model' | 'lane'>,
  { runner, tracer }: { readonly runner: ModelRunner; readonly tracer: Tracer },
): Promise<readonly ServedSeries[]> {
  const { panel } = request;
  const season = seasonLength(panel.calendar.frequency);
  const known = panel.series.map(knownValues);
  const served = new Array<ServedSeries | undefined>(panel.series.length);
  const firstStepDown = new Map<number, StepDown>();
  const passing = new Set<number>();
  const requestedModel = rungs[0]?.model ?? '';
  let waiting = panel.series.map((_, index) => index);

  const stepDown = (
    indices: readonly number[],
    reason: DegradationReason,
    detail: (index: number) => string,
    duration: 'lasting' | 'by-reason' = 'by-reason',
  ) => {
    for (const index of indices) {
      if (duration === 'by-reason' && !lasting.includes(reason)) passing.add(index);
      if (!firstStepDown.has(index)) firstStepDown.set(index, { reason, detail: detail(index) });
    }
  };
  const serve = (
    index: number,
    forecast: SeriesForecast,
    { model: servedModel, backend }: { model: string; backend: TensorBackend | null },
  ) => {
    const step = firstStepDown.get(index);
    served[index] = {
      forecast,
      servedModel,
      degradation: step === undefined ? null : { ...step, requestedModel, servedModel },
      backend,
      isRepeatable: !passing.has(index),
    };
  };

  const tryRung = async ({ model, forecaster, problem }: Rung, rank: number, span: Span) => {
    const isLast = rank === rungs.length - 1;
    if (forecaster === null) {
      const { reason, detail } = problem ?? missing(model);
      span.event('degraded', { 'forecast.degrade.reason': reason });
      // The ladder itself lacks the rung: with the same ladder it is left again.
      stepDown(waiting, reason, () => detail, 'lasting');
      return;
    }
    const needed = neededBy(forecaster, season);
    const tooShort = waiting.filter((index) => known[index]! < needed);
    stepDown(
      tooShort,
      'HISTORY_TOO_SHORT',
      (index) => `The item has ${known[index]!} known value(s); ${model} needs ${needed}.`,
    );
    const able = isLast ? waiting : waiting.filter((index) => known[index]! >= needed);
    if (able.length === 0) return;
    const outcome = await runner.run({
      ...request,
      model,
      panel: {
        calendar: panel.calendar,
        series: able.map((index) => panel.series[index]!),
      } satisfies Panel,
      lane: rank === 0 ? 'requested' : 'fallback',
    });
    if (outcome.kind === 'failed') {
      span.event('degraded', { 'forecast.degrade.reason': outcome.reason });
      stepDown(able, outcome.reason, () => outcome.detail);
      if (isLast) throw outOfRungs(outcome);
      return;
    }
    invariant(outcome.forecasts.length === able.length, 'a model answers every series');
    const unsound: number[] = [];
    for (const [position, index] of able.entries()) {
      const forecast = outcome.forecasts[position]!;
      if (!isSound(forecast)) {
        unsound.push(index);
        continue;
      }
      if (forecaster.scope === 'hierarchy' && known[index]! < forecaster.ownHistory) {
        stepDown([index], 'HISTORY_TOO_SHORT', () =>
          analogyOf(known[index]!, model, forecaster.ownHistory),
        );
      }
      serve(index, forecast, { model, backend: outcome.backend ?? null });
    }
    if (unsound.length > 0) {
      span.event('degraded', { 'forecast.degrade.reason': 'NON_FINITE_OUTPUT' });
    }
    stepDown(
      unsound,
      'NON_FINITE_OUTPUT',
      () => `${model} answered with values that are not finite and non-negative.`,
    );
    waiting = waiting.filter((index) => served[index] === undefined);
    span.set({ 'forecast.served': able.length - unsound.length });
  };

  for (const [rank, rung] of rungs.entries()) {
    if (waiting.length === 0) break;
    await tracer.span(
      rank === 0 ? 'model.predict' : 'fallback.predict',
      {
        'forecast.model.name': rung.model,
        'forecast.items': waiting.length,
        'forecast.horizon': request.context.horizon,
      },
      (span) => tryRung(rung, rank, span),
    );
  }
  return served.map((answer, index) => {
    invariant(answer, `series ${index} went unanswered by the last rung`);
    return answer;
  });
}
