import { expect, test } from 'vitest';

import { ForecastError } from '#core/errors';

import type { Judgement } from '../../monitoring/index.ts';
import type { JobControl } from '../job-kind.ts';
import { MonitorJob } from './monitor-job.ts';

const control: JobControl = {
  signal: new AbortController().signal,
  holder: 'test',
  follow: () => undefined,
  used: () => undefined,
};

/** A job of the dataset `shop` that scores like this, and what it recorded. */
function monitorOver(score: () => Promise<readonly never[]>) {
  const recorded: (readonly Judgement[])[] = [];
  const of = (dataset: string | null): Judgement => ({
    ...{ topic: { kind: 'LATENCY', dataset, subject: '' }, value: 1, threshold: 2, breach: null },
  });
  const job = new MonitorJob({
    checkAccuracy: { execute: score },
    evaluateAlerts: {
      measure: () => Promise.resolve([of('shop'), of('other'), of(null)]),
      record: (judgements) => {
        recorded.push(judgements);
        return Promise.resolve({ raised: [], seenAgain: [], resolved: [] });
      },
    },
  });
  return { run: () => job.run({ dataset: 'shop' }, control), recorded };
}

const topics = (recorded: readonly (readonly Judgement[])[]) =>
  recorded.map((judgements) => judgements.map(({ topic }) => topic.dataset));

test('forecasts are scored before alerts are measured, and those of the dataset and of the service recorded', async () => {
  const { run, recorded } = monitorOver(() => {
    expect(recorded).toEqual([]);
    return Promise.resolve([]);
  });
  expect(await run()).toEqual({ kind: 'alerts', raised: 0, seenAgain: 0, resolved: 0 });
  expect(topics(recorded)).toEqual([['shop', null]]);
});

test('a failure to score fails the job, but other alerts are recorded first', async () => {
  const { run, recorded } = monitorOver(() => Promise.reject(new Error('a row is damaged')));
  await expect(run()).rejects.toThrow('a row is damaged');
  expect(topics(recorded)).toEqual([['shop', null]]);
});

test('a dataset without demand has no forecasts, which is no failure', async () => {
  const { run } = monitorOver(() => {
    const details = { dataset: 'shop', asOf: '2026-01-01T00:00:00.000Z' };
    return Promise.reject(new ForecastError('NO_DATA_AS_OF', 'No demand.', details));
  });
  expect(await run()).toMatchObject({ kind: 'alerts' });
});
