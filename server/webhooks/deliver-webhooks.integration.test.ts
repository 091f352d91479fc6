import { fork } from 'node:child_process';
import { once } from 'node:events';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Breach } from '../application/monitoring/index.ts';
import { DeliverWebhooks } from '../application/webhooks/index.ts';
import { PostgresAlertStore, PostgresWebhookOutbox } from '../storage/index.ts';
import { silentLogger } from '../telemetry/index.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { HttpWebhookSender } from './index.ts';
import { startReceiver, testSecret } from './testing/webhook-receiver.ts';

/** The clock of the deliveries. Signatures carry it, and receivers refuse those that are too old. */
let clock: Date;
let own: TestDatabase;
beforeEach(async () => {
  own = await createTestDatabase();
  clock = new Date();
});
afterEach(() => own[Symbol.asyncDispose]());

const stale: Breach = {
  kind: 'DATA_STALE',
  dataset: null,
  subject: '',
  severity: 'CRITICAL',
  value: 9,
  threshold: 3,
  message: '9 complete day(s) have no data yet; expected at most 3. Run the ingestion.',
};

function record(findings: {
  readonly breaches?: readonly Breach[];
  readonly fine?: readonly Breach[];
}) {
  const store = new PostgresAlertStore(own.database, { tellsReceiver: true });
  return store.record({ breaches: [], fine: [], at: clock, ...findings });
}

/** Sends once what is due at the clock. */
async function deliver(url: string, attempts = 8): Promise<void> {
  const sender = new HttpWebhookSender({
    ...{ url, secret: testSecret, allowsPrivate: true, timeoutSeconds: 10 },
  });
  const deliveries = new DeliverWebhooks(
    { outbox: outbox(), sender, logger: silentLogger, now: () => clock, random: () => 0 },
    { alertWebhookTimeoutSeconds: 10, alertWebhookAttempts: attempts },
  );
  await deliveries.execute(new AbortController().signal);
}

const outbox = () => new PostgresWebhookOutbox(own.database);
const all = () => outbox().list({ status: null, limit: 100 });
const pass = (seconds: number) => {
  clock = new Date(clock.getTime() + seconds * 1000);
};

test('a receiver that fails twice accepts the alert once, under one id, and with a signature that verifies', async () => {
  await using receiver = await startReceiver([500, 500, 200]);
  const { raised } = await record({ breaches: [stale] });
  await deliver(receiver.url);
  await deliver(receiver.url);
  expect(receiver.received).toHaveLength(1);
  pass(10);
  await deliver(receiver.url);
  expect(await all()).toMatchObject([
    {
      status: 'pending',
      attempts: 2,
      lastError: 'The receiver answered with status 500; expected 2xx.',
    },
  ]);
  pass(40);
  await deliver(receiver.url);
  pass(100_000);
  await deliver(receiver.url);
  const [delivery] = await all();
  expect(delivery).toMatchObject({ status: 'delivered', attempts: 3, lastError: null });
  const { webhookId: id } = delivery!;
  expect(receiver.received.map((message) => message.id)).toEqual([id, id, id]);
  expect(receiver.received.at(-1)?.body).toMatchObject({
    type: 'alert.raised',
    data: {
      alert: raised[0]!.id,
      kind: 'DATA_STALE',
      severity: 'CRITICAL',
      runbook: 'docs/runbooks/data-stale.md',
      resolvedAt: null,
    },
  });
});

test('a process that is killed after it has sent and before it has recorded that is followed by another, with the same id', async () => {
  await using receiver = await startReceiver();
  await record({ breaches: [stale] });
  const program = new URL('testing/deliver-and-stall.ts', import.meta.url);
  const execArgv = ['--conditions=source', '--disable-warning=ExperimentalWarning'];
  const child = fork(program, [own.url, receiver.url], { execArgv });
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await deliver(receiver.url);
  expect(receiver.received).toHaveLength(1);
  pass(60);
  await deliver(receiver.url);
  const [first, second] = receiver.received;
  expect(second).toEqual(first);
  expect(await all()).toMatchObject([{ status: 'delivered', attempts: 2 }]);
});

test('processes that deliver at once send each message once', async () => {
  await using receiver = await startReceiver();
  const breaches = Array.from({ length: 12 }, (_, index) => ({
    ...stale,
    subject: `level ${index}`,
  }));
  await record({ breaches });
  await Promise.all(Array.from({ length: 4 }, () => deliver(receiver.url)));
  expect(receiver.received).toHaveLength(12);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(12);
});

test('that an alert is over is told after that it began, also where the first attempt failed', async () => {
  await using receiver = await startReceiver([503, 200]);
  await record({ breaches: [stale] });
  await deliver(receiver.url);
  await record({ fine: [stale] });
  await deliver(receiver.url);
  expect(receiver.received).toHaveLength(1);
  pass(10);
  await deliver(receiver.url);
  const types = receiver.received.map(({ body }) => (body as { type: string }).type);
  expect(types).toEqual(['alert.raised', 'alert.raised', 'alert.resolved']);
});

test('what is refused too often is given up where it can be seen, and sent again when asked for', async () => {
  await using receiver = await startReceiver([500, 500, 200]);
  await record({ breaches: [stale] });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await deliver(receiver.url, 2);
    pass(20);
  }
  const dead = await outbox().list({ status: 'dead', limit: 100 });
  expect(dead).toMatchObject([
    { attempts: 2, lastError: expect.stringContaining('500') as string },
  ]);
  expect(receiver.received).toHaveLength(2);
  expect(await outbox().revive(dead[0]!.id, clock)).toBe(true);
  expect(await outbox().revive(dead[0]!.id, clock)).toBe(false);
  await deliver(receiver.url, 2);
  expect(await all()).toMatchObject([{ status: 'delivered', attempts: 1 }]);
});

test('a receiver that is gone for good is asked once', async () => {
  await using receiver = await startReceiver([410]);
  await record({ breaches: [stale] });
  await deliver(receiver.url);
  expect(await all()).toMatchObject([{ status: 'dead', attempts: 1 }]);
});

test('a delivery whose processes die every time ends as well', async () => {
  await using receiver = await startReceiver();
  await record({ breaches: [stale] });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await outbox().claim(clock, clock);
  }
  await deliver(receiver.url, 2);
  expect(receiver.received).toEqual([]);
  expect(await all()).toMatchObject([{ status: 'dead' }]);
});

test('who is late with an attempt changes nothing any more', async () => {
  await record({ breaches: [stale] });
  const late = (await outbox().claim(clock, clock))!;
  const next = (await outbox().claim(clock, clock))!;
  expect(await outbox().failed(late, { error: 'late', retryAt: null }, clock)).toBe(false);
  expect(await outbox().delivered(next, clock)).toBe(true);
  expect(await outbox().delivered(next, clock)).toBe(false);
});

test('an alert whose delivery cannot be written is not raised either', async () => {
  await own.database.pool.query('alter table webhook_delivery rename to elsewhere');
  await expect(record({ breaches: [stale] })).rejects.toThrow();
  const { rows } = await own.database.pool.query('select id from alert');
  expect(rows).toEqual([]);
});
