import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type Breach, EvaluateAlerts } from '../../application/monitoring/index.ts';
import { loadConfig } from '../../config/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { untraced } from '../../testing/test-api.ts';
import { PostgresAlertStore } from './postgres-alert-store.ts';

let own: TestDatabase;
let store: PostgresAlertStore;
beforeEach(async () => {
  own = await createTestDatabase();
  store = new PostgresAlertStore(own.database, { tellsReceiver: false });
});
afterEach(() => own[Symbol.asyncDispose]());

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const bias = (value: number): Breach => ({
  kind: 'BIAS',
  dataset: null,
  subject: 'CA_1',
  severity: 'WARNING',
  value,
  threshold: 10,
  message: `found ${value}`,
});
const all = { dataset: null, kind: null, states: null, before: null, limit: 100 };

describe('record', () => {
  test('raises once, counts up while it lasts, resolves, and raises a new one when it comes back', async () => {
    const first = await store.record({ breaches: [bias(12)], fine: [], at: at(0) });
    expect(first.raised).toMatchObject([
      { kind: 'BIAS', timesSeen: 1, runbook: 'docs/runbooks/bias.md' },
    ]);
    const second = await store.record({ breaches: [bias(15)], fine: [], at: at(1) });
    expect(second).toMatchObject({
      raised: [],
      seenAgain: [{ timesSeen: 2, value: 15, raisedAt: at(0), lastSeenAt: at(1) }],
    });
    const third = await store.record({ breaches: [], fine: [bias(0)], at: at(2) });
    expect(third).toMatchObject({ raised: [], seenAgain: [], resolved: [{ resolvedAt: at(2) }] });
    expect((await store.record({ breaches: [], fine: [bias(0)], at: at(3) })).resolved).toEqual([]);
    const fourth = await store.record({ breaches: [bias(11)], fine: [], at: at(4) });
    expect(fourth.raised).toMatchObject([{ timesSeen: 1, raisedAt: at(4) }]);
    expect(await store.alerts(all)).toHaveLength(2);
  });

  test('lets one of many processes raise it', async () => {
    const changes = await Promise.all(
      Array.from({ length: 8 }, () =>
        new PostgresAlertStore(own.database, { tellsReceiver: false }).record({
          breaches: [bias(12)],
          fine: [],
          at: at(0),
        }),
      ),
    );
    expect(changes.flatMap(({ raised }) => raised)).toHaveLength(1);
    expect(await store.alerts(all)).toMatchObject([{ timesSeen: 8 }]);
  });

  test('is held to one unresolved alert per topic by the database itself', async () => {
    await store.record({ breaches: [bias(12)], fine: [], at: at(0) });
    const copy = own.database.pool.query(
      `insert into alert (fingerprint, kind, subject, severity, value, threshold, message, raised_at, last_seen_at)
       select fingerprint, kind, subject, severity, value, threshold, message, raised_at, last_seen_at from alert`,
    );
    await expect(copy).rejects.toThrow(/alert_unresolved_key/);
  });

  test('leaves out what concerns a dataset that is gone', async () => {
    const breach = { ...bias(12), dataset: 'gone' };
    expect((await store.record({ breaches: [breach], fine: [], at: at(0) })).raised).toEqual([]);
  });

  test('announces what is raised, and only that', async () => {
    const client = new pg.Client({ connectionString: own.url });
    await client.connect();
    try {
      const heard: (string | undefined)[] = [];
      client.on('notification', ({ payload }) => heard.push(payload));
      await client.query('listen alert_raised');
      const { raised } = await store.record({ breaches: [bias(12)], fine: [], at: at(0) });
      await store.record({ breaches: [bias(13)], fine: [], at: at(1) });
      await client.query('select 1');
      expect(heard).toEqual(raised.map(({ id }) => String(id)));
    } finally {
      await client.end();
    }
  });
});

describe('alerts', () => {
  test('are filtered by kind and state, newest first, page by page', async () => {
    const drift = { ...bias(30), kind: 'DRIFT' as const };
    await store.record({ breaches: [bias(12)], fine: [], at: at(0) });
    await store.record({ breaches: [drift], fine: [bias(0)], at: at(1) });
    const kinds = async (query: object) =>
      (await store.alerts({ ...all, ...query })).map(({ kind }) => kind);
    expect(await kinds({})).toEqual(['DRIFT', 'BIAS']);
    expect(await kinds({ states: ['OPEN'] })).toEqual(['DRIFT']);
    expect(await kinds({ states: ['RESOLVED'] })).toEqual(['BIAS']);
    expect(await kinds({ kind: 'BIAS' })).toEqual(['BIAS']);
    expect(await kinds({ dataset: 'shop' })).toEqual([]);
    const [newest] = await store.alerts({ ...all, limit: 1 });
    expect(await kinds({ before: newest!.id })).toEqual(['BIAS']);
  });
});

describe('acknowledge', () => {
  test('keeps the first one, and gives none to a resolved alert', async () => {
    const { raised } = await store.record({ breaches: [bias(12)], fine: [], at: at(0) });
    const id = raised[0]!.id;
    const ada = { by: 'ada', at: at(1), note: 'on it' };
    expect((await store.acknowledge(id, ada))?.acknowledgement).toEqual(ada);
    const bob = { by: 'bob', at: at(2), note: '' };
    expect((await store.acknowledge(id, bob))?.acknowledgement).toEqual(ada);
    await store.record({ breaches: [], fine: [bias(0)], at: at(3) });
    const again = await store.record({ breaches: [bias(12)], fine: [], at: at(4) });
    await store.record({ breaches: [], fine: [bias(0)], at: at(5) });
    expect((await store.acknowledge(again.raised[0]!.id, bob))?.acknowledgement).toBeNull();
    expect(await store.acknowledge(999, bob)).toBeNull();
  });
});

test('an alert whose topic nobody observes stays as it is', async () => {
  const ports = { store, sources: [], tracer: untraced, now: () => at(0) };
  const evaluate = new EvaluateAlerts(ports, loadConfig({}));
  const observed = { kind: 'LATENCY', dataset: null, subject: '' } as const;
  expect((await evaluate.execute([{ ...observed, milliseconds: 800 }])).raised).toHaveLength(1);
  const nothing = { raised: [], seenAgain: [], resolved: [] };
  expect(await evaluate.execute()).toEqual(nothing);
  expect(await evaluate.execute([{ ...observed, milliseconds: NaN }])).toEqual(nothing);
  expect((await evaluate.execute([{ ...observed, milliseconds: 80 }])).resolved).toHaveLength(1);
});
