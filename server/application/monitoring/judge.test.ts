import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it, test } from 'vitest';

import { loadConfig } from '../../config/index.ts';
import { alertKinds } from './alert.ts';
import { judge, worstPerTopic } from './judge.ts';
import type { Observation } from './observation.ts';
import { runbookOf } from './runbook.ts';

const thresholds = loadConfig({});
const topic = { dataset: 'shop', subject: 'CA_1' };

/** An observation just within its threshold, and one beyond twice of it. */
const pairs: readonly (readonly [Observation, Observation])[] = [
  [
    { kind: 'ACCURACY', ...topic, wape: 0.57, baselineWape: 0.5 },
    { kind: 'ACCURACY', ...topic, wape: 0.66, baselineWape: 0.5 },
  ],
  [
    { kind: 'BIAS', ...topic, bias: -0.1 },
    { kind: 'BIAS', ...topic, bias: -0.21 },
  ],
  [
    { kind: 'COVERAGE', ...topic, nominal: 0.8, coverage: 0.71 },
    { kind: 'COVERAGE', ...topic, nominal: 0.8, coverage: 0.5 },
  ],
  [
    { kind: 'DRIFT', ...topic, drifted: 2, segments: 10 },
    { kind: 'DRIFT', ...topic, drifted: 5, segments: 10 },
  ],
  [
    { kind: 'DEGRADED_RATIO', ...topic, degraded: 5, forecasts: 100 },
    { kind: 'DEGRADED_RATIO', ...topic, degraded: 11, forecasts: 100 },
  ],
  [
    { kind: 'LATENCY', ...topic, milliseconds: 500 },
    { kind: 'LATENCY', ...topic, milliseconds: 1001 },
  ],
  [
    { kind: 'DATA_STALE', ...topic, periods: 3, frequency: 'daily' },
    { kind: 'DATA_STALE', ...topic, periods: 7, frequency: 'daily' },
  ],
  [
    { kind: 'MODEL_STALE', ...topic, days: 90 },
    { kind: 'MODEL_STALE', ...topic, days: 181 },
  ],
  [
    { kind: 'JOB_FAILED', ...topic, failures: 0, lastError: '' },
    { kind: 'JOB_FAILED', ...topic, failures: 1, lastError: 'disk full' },
  ],
  [
    { kind: 'JOB_MISSED', ...topic, minutes: 60 },
    { kind: 'JOB_MISSED', ...topic, minutes: 121 },
  ],
];

describe('judge', () => {
  test('every kind has a case here', () => {
    expect(pairs.map(([{ kind }]) => kind)).toEqual(alertKinds);
  });

  it.each(pairs)('finds $kind fine up to the threshold and critical beyond twice', (fine, bad) => {
    expect(judge(fine, thresholds)?.breach).toBeNull();
    expect(judge(bad, thresholds)?.breach).toMatchObject({
      ...topic,
      kind: bad.kind,
      severity: 'CRITICAL',
      message: expect.stringMatching(/.+; expected .+\. .+\.$/) as string,
    });
  });

  it('warns between the threshold and twice of it', () => {
    const observation = { kind: 'BIAS', ...topic, bias: 0.15 } as const;
    expect(judge(observation, thresholds)?.breach).toMatchObject({
      severity: 'WARNING',
      message: expect.stringContaining('15.0 % too high') as string,
    });
  });

  it('takes the age of data in the periods of the dataset', () => {
    const periods = (frequency: 'hourly' | 'weekly') =>
      judge({ kind: 'DATA_STALE', ...topic, periods: 5, frequency }, thresholds)?.breach ?? null;
    expect(periods('hourly')).toBeNull();
    expect(periods('weekly')).not.toBeNull();
  });

  it('says nothing where there is no value, and sees no fault in a share of nothing', () => {
    expect(
      judge({ kind: 'ACCURACY', ...topic, wape: NaN, baselineWape: 0.5 }, thresholds),
    ).toBeNull();
    const none = judge({ kind: 'DRIFT', ...topic, drifted: 0, segments: 0 }, thresholds);
    expect(none).toMatchObject({ value: 0, breach: null });
  });

  it('shortens the error of a job', () => {
    const lastError = 'x'.repeat(5000);
    const found = judge({ kind: 'JOB_FAILED', ...topic, failures: 1, lastError }, thresholds);
    expect(found?.breach?.message.length).toBeLessThan(1000);
  });
});

test('of two observations of one topic the worse counts', () => {
  const judgements = [0.01, 0.3, 0.2].map((bias) =>
    judge({ kind: 'BIAS', ...topic, bias }, thresholds)!,
  );
  expect(worstPerTopic(judgements)).toEqual([judgements[1]]);
});

test.each(alertKinds)('%s has a runbook with the four answers', (kind) => {
  const page = runbookOf(kind);
  expect(existsSync(page)).toBe(true);
  const headings = readFileSync(page, 'utf8').match(/^## .+$/gm);
  expect(headings).toEqual(['## What it means', '## Look', '## Do', '## When it is over']);
});
