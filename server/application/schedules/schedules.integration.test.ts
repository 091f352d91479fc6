import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { cronReader } from '../../jobs/index.ts';
import { type Database, openDatabase, PostgresScheduleStore } from '../../storage/index.ts';
import { silentLogger } from '../../telemetry/index.ts';
import { type RunningApp, startApp } from '../../testing/running-app.ts';
import { ingestShop } from '../../testing/shop-data.ts';
import { MissedRuns, SetSchedule, StartDueRuns } from './index.ts';

let running: RunningApp;
let database: Database;
let store: PostgresScheduleStore;
/** The clock of the schedules. */
let clock: Date;

beforeAll(async () => {
  running = await startApp();
  await ingestShop(running.app.ingestions, { items: 1, days: 60 });
  const url = running.databaseUrl;
  database = await openDatabase({ url, poolSize: 5, statementTimeoutSeconds: 60 });
  store = new PostgresScheduleStore(database);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await running[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await database.pool.query('truncate schedule, job, alert cascade');
  clock = new Date('2026-11-27T00:00:00Z');
});

const at = (time: string) => new Date(`2026-11-27T${time}Z`);
const hourly = { name: 'shop-drift', dataset: 'shop', kind: 'drift', cron: '0 * * * *' } as const;
const noKinds = { prepare: () => Promise.resolve({ dataset: 'shop', input: {} }) };

function set(change: object = {}) {
  const kinds = new Proxy({}, { get: () => noKinds }) as ConstructorParameters<
    typeof SetSchedule
  >[0]['kinds'];
  const ports = { store, cron: cronReader, catalog: running.app.catalog, kinds, now: () => clock };
  return new SetSchedule(ports).execute({ ...hourly, ...change });
}

/** What one of many processes does at the clock. */
function starter(startJob: ConstructorParameters<typeof StartDueRuns>[0]['startJob']) {
  return new StartDueRuns({
    ...{ store, cron: cronReader, startJob, logger: silentLogger, now: () => clock },
  });
}
const start = () => starter(running.app.startJob).execute();
const jobs = () =>
  running.app.jobs.page(
    { kinds: null, statuses: null, dataset: null },
    { first: 100, before: null },
  );
const lastRun = async () => (await store.find(hourly.name))?.lastRun;
const finishJobs = () =>
  database.pool.query(
    `update job set status = 'succeeded', finished_at = now(), result = '{"kind":"drift-report","report":1}'`,
  );
const minutesLate = async () => {
  const [observation] = await new MissedRuns(store, cronReader).observe(clock);
  return observation?.kind === 'JOB_MISSED' ? observation.minutes : null;
};

test('of many processes that look at once one job comes, and each planned time has its own', async () => {
  await set();
  clock = at('00:59:59');
  await start();
  expect((await jobs()).entries).toEqual([]);
  clock = at('01:00:00');
  await Promise.all(Array.from({ length: 6 }, start));
  await start();
  const [job, ...others] = (await jobs()).entries;
  expect(others).toEqual([]);
  expect(job).toMatchObject({ kind: 'drift', dataset: 'shop', status: 'queued' });
  expect(await lastRun()).toMatchObject({
    ...{ plannedAt: at('01:00:00'), outcome: 'started', job: job!.id, detail: null },
  });
  await finishJobs();
  clock = at('02:00:10');
  await start();
  expect((await jobs()).entries).toHaveLength(2);
});

test('a process that dies after it has started the job is followed by another with the same job', async () => {
  await set();
  clock = at('01:00:00');
  const dying = starter({
    execute: async (...parts) => {
      await running.app.startJob.execute(...parts);
      throw new Error('killed');
    },
  });
  await dying.execute();
  expect(await lastRun()).toMatchObject({ outcome: 'due', job: null });
  await start();
  const { entries } = await jobs();
  expect(entries).toHaveLength(1);
  expect(await lastRun()).toMatchObject({ outcome: 'started', job: entries[0]!.id });
});

test('a run that is still going on lets the next one be skipped, and says so', async () => {
  await set();
  clock = at('01:00:00');
  await start();
  clock = at('02:00:00');
  await Promise.all(Array.from({ length: 4 }, start));
  expect((await jobs()).entries).toHaveLength(1);
  expect(await lastRun()).toMatchObject({
    plannedAt: at('02:00:00'),
    outcome: 'skipped',
    detail: expect.stringContaining('still queued') as string,
  });
  expect(await minutesLate()).toBe(0);
  await finishJobs();
  clock = at('03:00:00');
  await start();
  expect(await lastRun()).toMatchObject({ outcome: 'started' });
});

test('times that passed while no worker ran are an alert until the last of them is caught up with', async () => {
  await set();
  clock = at('03:30:00');
  expect(await minutesLate()).toBe(150);
  const { evaluateAlerts } = running.app;
  const sources = [new MissedRuns(store, cronReader)];
  const observed = async () => (await Promise.all(sources.map((one) => one.observe(clock)))).flat();
  const { raised } = await evaluateAlerts.execute(await observed());
  expect(raised).toMatchObject([
    { kind: 'JOB_MISSED', dataset: 'shop', subject: 'shop-drift', severity: 'CRITICAL' },
  ]);
  await start();
  expect((await jobs()).entries).toHaveLength(1);
  expect(await lastRun()).toMatchObject({ plannedAt: at('03:00:00'), outcome: 'started' });
  expect((await evaluateAlerts.execute(await observed())).resolved).toHaveLength(1);
});

test('a schedule that rests starts nothing, is not late, and does not catch up', async () => {
  await set();
  await running.app.setSchedule.pause(hourly.name, true);
  clock = at('05:00:00');
  await start();
  expect((await jobs()).entries).toEqual([]);
  expect(await minutesLate()).toBe(0);
  await set();
  clock = at('05:59:00');
  await start();
  expect((await jobs()).entries).toEqual([]);
});

test('a job that is refused is recorded with its reason, and counts as late', async () => {
  await set({ settings: { levels: [] } });
  clock = at('01:00:00');
  await start();
  expect(await lastRun()).toMatchObject({
    outcome: 'failed',
    job: null,
    detail: expect.stringContaining('levels') as string,
  });
  clock = at('01:30:00');
  expect(await minutesLate()).toBe(30);
});

test.each([
  [{ cron: '99 * * * *' }, 'INVALID_CRON', 'cron'],
  [{ timeZone: 'Nowhere' }, 'INVALID_CRON', 'cron'],
  [{ dataset: 'nowhere' }, 'DATASET_NOT_FOUND', 'dataset'],
  [{ name: 'Not A Name' }, 'INVALID_INPUT', 'name'],
  [{ settings: { levels: [] } }, 'INVALID_SETTINGS', 'settings'],
  [{ settings: { dataset: 'x' } }, 'INVALID_INPUT', 'settings'],
])('%j is refused with %s', async (change, code, field) => {
  const { value, userErrors } = await running.app.setSchedule.execute({ ...hourly, ...change });
  expect(value).toBeNull();
  expect(userErrors).toMatchObject([{ code, field: [field] }]);
});

test('there is one schedule of a kind on a dataset, whoever sets how many at once', async () => {
  const names = ['one', 'two', 'three'];
  const results = await Promise.all(names.map((name) => set({ name })));
  expect(results.filter(({ value }) => value !== null)).toHaveLength(1);
  const refused = results.flatMap(({ userErrors }) => userErrors);
  expect(refused.map(({ code }) => code)).toEqual(['SCHEDULE_OVERLAPS', 'SCHEDULE_OVERLAPS']);
  expect((await set({ name: 'four', kind: 'monitor' })).value).not.toBeNull();
});

test('a schedule that is removed is late no more', async () => {
  await set();
  const late = { kind: 'JOB_MISSED', dataset: 'shop', subject: hourly.name, minutes: 90 } as const;
  await running.app.evaluateAlerts.execute([late]);
  expect((await running.app.removeSchedule.execute(hourly.name)).value?.name).toBe(hourly.name);
  const open = { dataset: 'shop', kind: null, states: ['OPEN'] as const };
  expect((await running.app.listAlerts.page(open, { first: 1, before: null })).entries).toEqual([]);
  expect((await running.app.removeSchedule.execute(hourly.name)).userErrors).toMatchObject([
    { code: 'SCHEDULE_NOT_FOUND' },
  ]);
});

test('the API sets, lists and removes schedules', async () => {
  const fields =
    'name kind cron timeZone settings isPaused nextRunAt dataset { slug } lastRun { outcome job { id } }';
  const setSchedule = `mutation ($input: SetScheduleInput!) {
    setSchedule(input: $input) { schedule { ${fields} } userErrors { code field message } }
  }`;
  const input = { ...hourly, kind: 'DRIFT', settings: { levels: ['store'] } };
  const expected = {
    ...{ name: 'shop-drift', kind: 'DRIFT', timeZone: 'UTC', isPaused: false, lastRun: null },
    ...{ settings: { levels: ['store'] }, dataset: { slug: 'shop' } },
  };
  const done = await running.post(setSchedule, { input });
  expect(done.data).toMatchObject({ setSchedule: { schedule: expected, userErrors: [] } });
  const listed = await running.post(`{ schedules(dataset: "shop") { ${fields} } }`);
  expect(listed.data).toMatchObject({ schedules: [expected] });
  const refused = await running.post(setSchedule, { input: { ...input, cron: 'daily' } });
  expect(refused.data).toMatchObject({
    setSchedule: { schedule: null, userErrors: [{ code: 'INVALID_CRON', field: ['cron'] }] },
  });
  const removeSchedule = `mutation { removeSchedule(input: { name: "shop-drift" }) { schedule { name } userErrors { code } } }`;
  expect((await running.post(removeSchedule)).data).toEqual({
    removeSchedule: { schedule: { name: 'shop-drift' }, userErrors: [] },
  });
});
