import { afterAll, beforeAll, expect, test } from 'vitest';

import { jobEnded } from '../../../testing/jobs.ts';
import { type RunningApp, startApp } from '../../../testing/running-app.ts';
import { ingestShop } from '../../../testing/shop-data.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
  await ingestShop(running.app.ingestions, { items: 2, days: 400 });
  await ingestShop(running.app.ingestions, { slug: 'other', items: 1, days: 60 });
  await running.app.work();
});
afterAll(() => running[Symbol.asyncDispose]());

async function done(kind: 'drift' | 'monitor' | 'rebuild', request: object) {
  const { job } = await running.app.startJob.execute(kind, { dataset: 'shop', ...request }, {});
  return jobEnded(running.app, job.id);
}

test('a job checks for drift and leads to its report', async () => {
  const { status, result } = await done('drift', { levels: ['store'] });
  expect(status).toBe('succeeded');
  const [dataset] = await running.app.catalog.datasetsBySlug(['shop']);
  const [check] = (await running.app.listDrift.page(dataset!, { first: 1, before: null })).entries;
  expect(result).toEqual({ kind: 'drift-report', report: check!.id });
});

test('a job raises and resolves the alerts of its dataset alone', async () => {
  const late = (dataset: string) =>
    ({ kind: 'JOB_FAILED', dataset, subject: 'drift', failures: 1, lastError: 'x' }) as const;
  await running.app.evaluateAlerts.execute([late('shop'), late('other')]);
  await done('drift', {});
  expect((await done('monitor', {})).result).toEqual({
    ...{ kind: 'alerts', raised: 0, seenAgain: 0, resolved: 1 },
  });
  const open = { dataset: null, kind: null, states: ['OPEN'] as const };
  const { entries } = await running.app.listAlerts.page(open, { first: 10, before: null });
  expect(entries).toMatchObject([{ dataset: 'other' }]);
});

test('a rebuild of data that nothing should be trained on fails with the reason', async () => {
  const { status, error } = await done('rebuild', { dataset: 'other', promotion: 'approval' });
  expect(status).toBe('failed');
  expect(error?.code).toBe('DATA_UNFIT');
});
