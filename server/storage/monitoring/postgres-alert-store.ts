import type { PoolClient } from 'pg';

import {
  type Acknowledgement,
  type Alert,
  type AlertChanges,
  type AlertQuery,
  type AlertStore,
  type AlertTopic,
  type Breach,
  type Findings,
  fingerprintOf,
} from '../../application/monitoring/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { lockedTransaction } from '../locked-transaction.ts';
import { transaction } from '../transaction.ts';
import { enqueueDeliveries } from '../webhooks/enqueue-deliveries.ts';
import { alertColumns, alertFromRow, type AlertRow } from './alert-rows.ts';
import { raisedChannel } from './raised-channel.ts';

/** Alerts in PostgreSQL; an index lets a topic have one unresolved alert. */
export class PostgresAlertStore implements AlertStore {
  readonly #database: Database;
  readonly #tellsReceiver: boolean;

  constructor(
    database: Database,
    /** Whether what is raised and resolved goes into the outbox of webhooks. */
    { tellsReceiver }: { readonly tellsReceiver: boolean },
  ) {
    this.#database = database;
    this.#tellsReceiver = tellsReceiver;
  }

  record({ breaches, fine, at }: Findings): Promise<AlertChanges> {
    // One evaluation at a time: two that each resolve what the other one raises would wait for each other.
    const lock = { key: 'alerts', work: 'evaluation of alerts', timeoutSeconds: 30 };
    return lockedTransaction(this.#database, lock, async (client) => {
      const resolved = await resolve(client, fine, at);
      const written = await raise(client, breaches, at);
      const raised = written.filter(({ isNew }) => isNew).map(({ alert }) => alert);
      const seenAgain = written.filter(({ isNew }) => !isNew).map(({ alert }) => alert);
      if (this.#tellsReceiver) await enqueueDeliveries(client, { raised, resolved }, at);
      await announce(client, raised);
      return { raised, seenAgain, resolved };
    });
  }

  async find(ids: readonly number[]): Promise<readonly Alert[]> {
    return this.#query(
      'alerts by id',
      `select ${alertColumns} from alert a where a.id = any($1::integer[])`,
      [ids],
    );
  }

  async alerts({ dataset, kind, states, before, limit }: AlertQuery): Promise<readonly Alert[]> {
    return this.#query(
      'alerts',
      `select ${alertColumns} from alert a
       where ($1::text is null or a.dataset_id = (select d.id from dataset d where d.slug = $1))
         and ($2::text is null or a.kind = $2)
         and ($3::text[] is null or case when a.resolved_at is not null then 'RESOLVED'
           when a.acknowledged_at is not null then 'ACKNOWLEDGED' else 'OPEN' end = any($3))
         and ($4::integer is null or a.id < $4)
       order by a.id desc limit $5`,
      [dataset, kind, states, before, limit],
    );
  }

  async acknowledge(id: number, { by, at, note }: Acknowledgement): Promise<Alert | null> {
    return transaction(this.#database, 'acknowledge an alert', async (client) => {
      await client.query(
        `update alert set acknowledged_by = $2, acknowledged_at = $3, acknowledge_note = $4
         where id = $1 and acknowledged_at is null and resolved_at is null`,
        [id, by, at, note],
      );
      const { rows } = await client.query<AlertRow>(
        `select ${alertColumns} from alert a where a.id = $1`,
        [id],
      );
      return rows[0] === undefined ? null : alertFromRow(rows[0]);
    });
  }

  #query(operation: string, text: string, values: readonly unknown[]): Promise<readonly Alert[]> {
    return translatingErrors(operation, async () => {
      const { rows } = await this.#database.pool.query<AlertRow>(text, [...values]);
      return rows.map(alertFromRow);
    });
  }
}

async function raise(client: PoolClient, breaches: readonly Breach[], at: Date) {
  const entries = breaches.map((breach) => ({ ...breach, fingerprint: fingerprintOf(breach) }));
  const { rows } = await client.query<AlertRow & { isNew: boolean }>(
    `with found as (
       select * from jsonb_to_recordset($1::jsonb) as f(fingerprint text, kind text, dataset text, subject text,
         severity text, value float8, threshold float8, message text)
     ), a as (
       insert into alert (fingerprint, kind, dataset_id, subject, severity, value, threshold, message, raised_at, last_seen_at)
       select f.fingerprint, f.kind, d.id, f.subject, f.severity, f.value, f.threshold, f.message, $2, $2
       from found f left join dataset d on d.slug = f.dataset
       where f.dataset is null or d.id is not null
       order by f.fingerprint
       on conflict (fingerprint) where resolved_at is null do update set
         severity = excluded.severity, value = excluded.value, threshold = excluded.threshold,
         message = excluded.message, last_seen_at = greatest(alert.last_seen_at, excluded.last_seen_at),
         times_seen = alert.times_seen + 1
       returning *
     )
     select ${alertColumns}, a.times_seen = 1 as "isNew" from a order by a.id`,
    [JSON.stringify(entries), at],
  );
  return rows.map(({ isNew, ...row }) => ({ isNew, alert: alertFromRow(row) }));
}

async function resolve(client: PoolClient, topics: readonly AlertTopic[], at: Date) {
  const { rows } = await client.query<AlertRow>(
    `with a as (
       update alert set resolved_at = greatest($2, last_seen_at)
       where resolved_at is null and fingerprint = any($1::text[]) returning *
     )
     select ${alertColumns} from a order by a.id`,
    [topics.map(fingerprintOf), at],
  );
  return rows.map(alertFromRow);
}

/** PostgreSQL delivers on commit: who listens can read what is announced. */
async function announce(client: PoolClient, raised: readonly Alert[]): Promise<void> {
  if (raised.length === 0) return;
  await client.query('select pg_notify($1, id::text) from unnest($2::integer[]) as id', [
    raisedChannel,
    raised.map(({ id }) => id),
  ]);
}
