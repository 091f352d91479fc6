import { isForecastError } from '#core/errors';
import { forecasterNamed } from '#core/models';
import { describe, expect, it } from 'vitest';

import type { Tracer } from '../telemetry.ts';
import type { DegradationReason } from './degradation.ts';
import type { ModelRun, ModelRunner } from './ports.ts';
import { serveLadder } from './serve-ladder.ts';

const tracer: Tracer = {
  span: (_name, _attributes, work) => work({ set: () => undefined, event: () => undefined }),
  traceId: () => null,
  traceparent: () => null,
};

/** Runs the real forecasters on this thread; `faults` decides what goes wrong for a model instead. */
function runnerWith(faults: Readonly<Record<string, DegradationReason | 'NAN'>> = {}) {
  const runs: ModelRun[] = [];
  const runner: ModelRunner = {
    run: (run) => {
      runs.push(run);
      const fault = faults[run.model];
      if (fault !== undefined && fault !== 'NAN') {
        return Promise.resolve({ kind: 'failed', reason: fault, detail: `${run.model} broke` });
      }
      const forecasts = forecasterNamed(run.model)!
        .fit(run.panel, run.context)
        .forecast({ horizon: run.context.horizon, quantileLevels: run.quantileLevels });
      if (fault === 'NAN') forecasts[0]?.mean.fill(Number.NaN);
      return Promise.resolve({ kind: 'forecast', forecasts });
    },
  };
  return { runner, runs };
}

const rungs = ['weekday-average', 'seasonal-naive', 'naive'].map((model) => ({
  model,
  forecaster: forecasterNamed(model),
}));
const week = Float64Array.from({ length: 70 }, (_, day) => (day % 7) + 1);

function serve(
  histories: readonly Float64Array[],
  { runner }: { runner: ModelRunner },
  ladder = rungs,
) {
  return serveLadder(
    ladder,
    {
      panel: {
        calendar: { frequency: 'daily', weekStartsOn: 1 },
        series: histories.map((values, index) => ({
          key: String(index),
          start: 70 - values.length,
          values,
        })),
      },
      context: { cutoff: 69, horizon: 3, seed: 1 },
      quantileLevels: [0.1, 0.9],
      signal: new AbortController().signal,
    },
    { runner, tracer },
  );
}

describe('serveLadder', () => {
  it('answers with the requested model and no degradation where it can', async () => {
    const [answer] = await serve([week], runnerWith());
    expect(answer).toMatchObject({ servedModel: 'weekday-average', degradation: null });
    expect([...answer!.forecast.mean]).toEqual([1, 2, 3]);
  });

  it('steps down item by item when a history is too short, and says what was needed', async () => {
    const answers = await serve([week, week.slice(0, 1)], runnerWith());
    expect(answers[0]?.degradation).toBeNull();
    expect(answers[1]).toMatchObject({
      servedModel: 'naive',
      degradation: {
        reason: 'HISTORY_TOO_SHORT',
        requestedModel: 'weekday-average',
        servedModel: 'naive',
      },
    });
    expect(answers[1]?.degradation?.detail).toMatch(/1 known value.*needs \d+/);
  });

  it('answers an item without any history from the last rung, with the reason', async () => {
    const [answer] = await serve([new Float64Array()], runnerWith());
    expect(answer).toMatchObject({
      servedModel: 'naive',
      degradation: { reason: 'HISTORY_TOO_SHORT' },
    });
    expect([...answer!.forecast.mean]).toEqual([0, 0, 0]);
  });

  it.each<DegradationReason>([
    'INFERENCE_FAILED',
    'INFERENCE_TIMEOUT',
    'OVERLOADED',
    'BREAKER_OPEN',
  ])('falls back to seasonal naive on %s and keeps that one reason', async (reason) => {
    const [answer] = await serve([week], runnerWith({ 'weekday-average': reason }));
    expect(answer).toMatchObject({
      servedModel: 'seasonal-naive',
      degradation: { reason, detail: 'weekday-average broke' },
    });
  });

  it('keeps the first reason when the second model fails as well', async () => {
    const faults = {
      'weekday-average': 'INFERENCE_TIMEOUT',
      'seasonal-naive': 'INFERENCE_FAILED',
    } as const;
    const [answer] = await serve([week], runnerWith(faults));
    expect(answer).toMatchObject({
      servedModel: 'naive',
      degradation: { reason: 'INFERENCE_TIMEOUT' },
    });
  });

  it('never lets a value that is not a number out, and degrades only the series that had one', async () => {
    const answers = await serve([week, week], runnerWith({ 'weekday-average': 'NAN' }));
    expect(answers[0]).toMatchObject({ degradation: { reason: 'NON_FINITE_OUTPUT' } });
    expect(answers[0]?.forecast.mean.every(Number.isFinite)).toBe(true);
    expect(answers[1]?.degradation).toBeNull();
  });

  it('names a model that is configured but does not exist', async () => {
    const [answer] = await serve([week], runnerWith(), [
      { model: 'n-beats', forecaster: null },
      ...rungs,
    ]);
    expect(answer).toMatchObject({
      servedModel: 'weekday-average',
      degradation: { reason: 'MODEL_MISSING', requestedModel: 'n-beats' },
    });
  });

  it('asks each model once, and only for the series that are still unanswered', async () => {
    const { runner, runs } = runnerWith();
    await serve([week, week.slice(0, 1), week], { runner });
    expect(runs.map(({ model, lane, panel }) => [model, lane, panel.series.length])).toEqual([
      ['weekday-average', 'requested', 2],
      ['naive', 'fallback', 1],
    ]);
  });

  it('is a typed error when even the last rung was shed', async () => {
    const everything = Object.fromEntries(rungs.map(({ model }) => [model, 'OVERLOADED' as const]));
    await expect(serve([week], runnerWith(everything))).rejects.toSatisfy((error) =>
      isForecastError(error, 'OVERLOADED'),
    );
  });
});
