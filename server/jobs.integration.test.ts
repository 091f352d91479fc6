import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { isFinished, type Job } from './application/jobs/index.ts';
import { type RunningApp, startApp } from './testing/running-app.ts';
import { ingestShop } from './testing/shop-data.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await startApp({ JOB_HEARTBEAT_SECONDS: '10' });
  await ingestShop(running.app.ingestions, { items: 6, days: 200 });
  await running.app.work();
});
afterAll(() => running[Symbol.asyncDispose]());

const request = { dataset: 'shop', models: ['naive', 'seasonal-naive'], horizon: 7, windows: 3 };

async function ended(id: number): Promise<Job> {
  for (;;) {
    const job = await running.app.jobs.find(id);
    if (job !== null && isFinished(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('StartJob', () => {
  test('a backtest is computed by a worker and completed', async () => {
    const { job } = await running.app.startJob.execute('backtest', request, {});
    const done = await ended(job.id);
    expect(done).toMatchObject({ status: 'succeeded' });
    console.log(done);
  });
});
