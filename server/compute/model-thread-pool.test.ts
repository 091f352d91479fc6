import { forecasterNamed } from '#core/models';
import { describe, expect, it } from 'vitest';

import type { ModelRun } from '../application/forecasts/index.ts';
import { ModelThreadPool } from './index.ts';

const options = { threads: 2, maxQueued: 100, modelTimeoutSeconds: 30 };

function aRun(change: Partial<ModelRun> = {}, count = 3, length = 200): ModelRun {
  return {
    model: 'weekday-average',
    panel: {
      calendar: { frequency: 'daily', weekStartsOn: 1 },
      series: Array.from({ length: count }, (_, index) => ({
        key: `item ${index}`,
        start: 0,
        values: Float64Array.from(
          { length },
          (_value, day) => ((day * (index + 3)) % 11) + (day % 7),
        ),
      })),
    },
    context: { cutoff: length - 1, horizon: 14, seed: 1 },
    quantileLevels: [0.1, 0.5, 0.9],
    lane: 'requested',
    signal: new AbortController().signal,
    ...change,
  };
}

describe('ModelThreadPool', () => {
  it('answers what the model answers on this thread, byte for byte, over several tasks', async () => {
    await using pool = new ModelThreadPool(options);
    const run = aRun({}, 150);
    const outcome = await pool.run(run);
    const here = forecasterNamed(run.model)!
      .fit(run.panel, run.context)
      .forecast({ horizon: 14, quantileLevels: run.quantileLevels });
    expect(outcome).toEqual({ kind: 'forecast', forecasts: here });
  });

  it('leaves the arrays of the caller as they were', async () => {
    await using pool = new ModelThreadPool(options);
    const run = aRun();
    const before = run.panel.series.map(({ values }) => [...values]);
    await pool.run(run);
    expect(run.panel.series.map(({ values }) => [...values])).toEqual(before);
  });

  it('does not show a model what lies after the cutoff', async () => {
    await using pool = new ModelThreadPool(options);
    const run = aRun({ context: { cutoff: 99, horizon: 7, seed: 1 } });
    const changed = aRun({ context: run.context });
    for (const { values } of changed.panel.series) values.fill(1e6, 100);
    expect(await pool.run(changed)).toEqual(await pool.run(run));
  });

  it('makes an outcome of a model that throws', async () => {
    await using pool = new ModelThreadPool(options);
    expect(await pool.run(aRun({ model: 'no-such-model' }))).toMatchObject({
      kind: 'failed',
      reason: 'INFERENCE_FAILED',
      detail: expect.stringContaining('no-such-model') as string,
    });
  });

  it('gives up on a model that takes too long, and works on afterwards', async () => {
    await using pool = new ModelThreadPool({ ...options, modelTimeoutSeconds: 0.5 });
    const slow = aRun({ model: 'median-ensemble' }, 6_000, 600);
    expect(await pool.run(slow)).toMatchObject({ kind: 'failed', reason: 'INFERENCE_TIMEOUT' });
    await pool.warm();
    expect(await pool.run(aRun())).toMatchObject({ kind: 'forecast' });
  });

  it('sheds requested runs when the queue is full, and still lets fallback runs in', async () => {
    await using pool = new ModelThreadPool({ ...options, threads: 1, maxQueued: 2 });
    const outcomes = await Promise.all([
      ...Array.from({ length: 4 }, () => pool.run(aRun({}, 1, 5_000))),
      pool.run(aRun({ lane: 'fallback' }, 1)),
    ]);
    expect(outcomes.at(-1)).toMatchObject({ kind: 'forecast' });
    expect(outcomes.filter(({ kind }) => kind === 'failed')).toContainEqual(
      expect.objectContaining({ reason: 'OVERLOADED' }),
    );
  });

  it('throws the reason of an aborted request instead of answering', async () => {
    await using pool = new ModelThreadPool(options);
    const signal = AbortSignal.abort(new Error('deadline'));
    await expect(pool.run(aRun({ signal }))).rejects.toThrow('deadline');
  });
});
