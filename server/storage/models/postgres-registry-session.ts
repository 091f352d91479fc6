import type { PoolClient } from 'pg';

import type {
  LedgerEntry,
  ModelAlias,
  NewLedgerEntry,
  RegisteredVersion,
  RegistrySession,
} from '../../application/models/index.ts';
import {
  moveColumns,
  moveFromRow,
  type MoveRow,
  moveTables,
  versionColumns,
  versionFromRow,
  type VersionRow,
} from './model-rows.ts';

/** One model, held by a transaction. */
export class PostgresRegistrySession implements RegistrySession {
  readonly #client: PoolClient;
  readonly #model: string;

  constructor(client: PoolClient, model: string) {
    this.#client = client;
    this.#model = model;
  }

  async holderOf(alias: ModelAlias): Promise<RegisteredVersion | null> {
    return this.#version(
      'v.id = (select a.version_id from model_alias a where a.model_id = m.id and a.alias = $2)',
      alias,
    );
  }

  async find(version: string): Promise<RegisteredVersion | null> {
    return this.#version('v.version = $2', version);
  }

  async moves(alias: ModelAlias): Promise<readonly LedgerEntry[]> {
    const { rows } = await this.#client.query<MoveRow>(
      `select ${moveColumns} from ${moveTables} where m.name = $1 and p.alias = $2 order by p.id`,
      [this.#model, alias],
    );
    return rows.map(moveFromRow);
  }

  async recordedWith(key: string): ReturnType<RegistrySession['recordedWith']> {
    const { rows } = await this.#client.query<MoveRow & { requestSha256: string }>(
      `select ${moveColumns}, p.request_sha256 as "requestSha256" from ${moveTables} where p.idempotency_key = $1`,
      [key],
    );
    if (rows[0] === undefined) return null;
    const { requestSha256, ...row } = rows[0];
    return { entry: moveFromRow(row), requestSha256 };
  }

  async record(entry: NewLedgerEntry): Promise<LedgerEntry> {
    const { alias, action, actor, reason, forced, gate, from, to, idempotency } = entry;
    await this.#client.query(
      `insert into model_alias (model_id, alias, version_id)
       select v.model_id, $2, v.id from model_version v where v.id = $1
       on conflict (model_id, alias) do update set version_id = excluded.version_id`,
      [to.id, alias],
    );
    const { rows } = await this.#client.query<{ id: number }>(
      // The transaction may have waited for another one: the clock tells when it was its turn.
      `insert into model_move (model_id, alias, action, from_version_id, to_version_id, actor, reason, forced, gate,
         idempotency_key, request_sha256, recorded_at)
       select v.model_id, $2, $3, $4, v.id, $5, $6, $7, $8, $9, $10, clock_timestamp()
       from model_version v where v.id = $1
       returning id`,
      [
        to.id,
        alias,
        action,
        from?.id ?? null,
        actor,
        reason,
        forced,
        gate === null ? null : JSON.stringify(gate),
        idempotency?.key ?? null,
        idempotency?.requestSha256 ?? null,
      ],
    );
    const written = await this.#client.query<MoveRow>(
      `select ${moveColumns} from ${moveTables} where p.id = $1`,
      [rows[0]!.id],
    );
    return moveFromRow(written.rows[0]!);
  }

  async #version(condition: string, value: string): Promise<RegisteredVersion | null> {
    const { rows } = await this.#client.query<VersionRow>(
      `select ${versionColumns} from model_version v join model m on m.id = v.model_id
       where m.name = $1 and ${condition}`,
      [this.#model, value],
    );
    return rows[0] === undefined ? null : versionFromRow(rows[0]);
  }
}
