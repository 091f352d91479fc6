import { afterAll, beforeAll, expect, test } from 'vitest';

import { FailedJobs, ServedRequests, ServingTally } from '../../application/monitoring/index.ts';
import { loadConfig } from '../../config/index.ts';
import { ingestShop } from '../../testing/shop-data.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { PostgresIngestionStore } from '../ingestion/postgres-ingestion-store.ts';
import { PostgresJobFailures } from './postgres-job-failures.ts';
import { PostgresServingFacts } from './postgres-serving-facts.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
  await ingestShop(new PostgresIngestionStore(own.database), { items: 1, days: 10 });
});
afterAll(() => own[Symbol.asyncDispose]());

const now = new Date('2026-11-27T12:00:30Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const observed = (at: Date) =>
  new ServedRequests(new PostgresServingFacts(own.database), loadConfig({})).observe(at);

test('what several processes served is judged together, over the last minutes alone, and where there is enough of it', async () => {
  const processes = [0, 1].map(
    () => new ServingTally(new PostgresServingFacts(own.database), () => now),
  );
  const request = { dataset: 'shop', milliseconds: 20, forecasts: 10, degraded: 0 };
  for (const tally of processes) {
    for (let count = 0; count < 9; count += 1) tally.add(request);
    tally.add({ dataset: 'gone', milliseconds: 1, forecasts: 1, degraded: 1 });
    await tally.flush();
  }
  expect(await observed(now)).toEqual([]);
  processes[0]!.add({ ...request, milliseconds: 3000, degraded: 10 });
  processes[1]!.add({ ...request, milliseconds: 3000, degraded: 10 });
  await Promise.all(processes.map((tally) => tally.flush()));
  const [latency, degraded] = await observed(now);
  expect(degraded).toEqual({
    ...{ kind: 'DEGRADED_RATIO', dataset: 'shop', subject: '', degraded: 20, forecasts: 200 },
  });
  expect(latency).toMatchObject({ kind: 'LATENCY', dataset: 'shop' });
  const { milliseconds } = latency as { readonly milliseconds: number };
  expect(milliseconds).toBeGreaterThan(3000 / 1.3);
  expect(milliseconds).toBeLessThan(3000 * 1.3);
  expect(await observed(later(20))).toEqual([]);
});

test('facts that could not be written wait, and those of yesterday are forgotten', async () => {
  const facts = new PostgresServingFacts(own.database);
  let isAway = true;
  const tally = new ServingTally(
    {
      add: (rows) => (isAway ? Promise.reject(new Error('away')) : facts.add(rows)),
      forget: (before) => facts.forget(before),
    },
    () => later(60),
  );
  tally.add({ dataset: 'shop', milliseconds: 20, forecasts: 1, degraded: 0 });
  await expect(tally.flush()).rejects.toThrow('away');
  tally.add({ dataset: 'shop', milliseconds: 20, forecasts: 1, degraded: 1 });
  isAway = false;
  await tally.flush();
  const [sums] = await facts.since(later(50));
  expect(sums).toMatchObject({ requests: 2, forecasts: 2, degraded: 1 });
  await new ServingTally(facts, () => later(48 * 60)).flush();
  expect(await facts.since(new Date(0))).toEqual([]);
});

test('failures of jobs count since one of their kind succeeded on their dataset', async () => {
  const failures = () => new FailedJobs(new PostgresJobFailures(own.database)).observe();
  const job = (kind: string, status: string, message: string | null = null) =>
    own.database.pool.query(
      `insert into job (kind, dataset_id, input, request_sha256, priority, turn, status, finished_at, error, result)
       select $1::text, id, '{}', repeat('0', 64), 0, 1, $2::text, now(), $3::jsonb,
         case when $2::text = 'succeeded' then '{}'::jsonb end from dataset`,
      [kind, status, message === null ? null : JSON.stringify({ code: 'INTERNAL', message })],
    );
  expect(await failures()).toEqual([]);
  await job('train', 'failed', 'disk full');
  await job('train', 'cancelled');
  await job('train', 'failed', 'out of memory');
  await job('drift', 'succeeded');
  const of = { kind: 'JOB_FAILED', dataset: 'shop' };
  expect(await failures()).toEqual([
    { ...of, subject: 'drift', failures: 0, lastError: '' },
    { ...of, subject: 'train', failures: 2, lastError: 'out of memory' },
  ]);
  await job('train', 'succeeded');
  expect(await failures()).toMatchObject([{ failures: 0 }, { subject: 'train', failures: 0 }]);
});
