import { ForecastError } from '#core/errors';
import { z } from 'zod';

import {
  type LedgerEntry,
  type LedgerQuery,
  modelAliases,
  type ModelReference,
  type ModelRegistry,
  referenceText,
  type RegisteredModel,
  type RegisteredVersion,
  type RegistrySession,
  type VerifiedArtifact,
  type VersionQuery,
} from '../../application/models/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { lockedTransaction } from '../locked-transaction.ts';
import {
  moveColumns,
  moveFromRow,
  type MoveRow,
  moveTables,
  versionColumns,
  versionFromRow,
  type VersionRow,
} from './model-rows.ts';
import { PostgresRegistrySession } from './postgres-registry-session.ts';

const places = z.array(z.strictObject({ alias: z.enum(modelAliases), version: z.string() }));

/** Versions, aliases and their ledger in PostgreSQL. Every read is one statement. */
export class PostgresModelRegistry implements ModelRegistry {
  readonly #database: Database;
  readonly #lockTimeoutSeconds: number;

  /** `lockTimeoutSeconds` is how long a session waits for another one of the same model. */
  constructor(database: Database, lockTimeoutSeconds = 30) {
    this.#database = database;
    this.#lockTimeoutSeconds = lockTimeoutSeconds;
  }

  async models(): Promise<readonly RegisteredModel[]> {
    const rows = await this.#query<VersionRow & { places: unknown }>(
      'models',
      `select distinct on (m.name) ${versionColumns},
         (select coalesce(jsonb_agg(jsonb_build_object('alias', a.alias, 'version', h.version) order by a.alias), '[]')
          from model_alias a join model_version h on h.id = a.version_id where a.model_id = m.id) as places
       from model_version v join model m on m.id = v.model_id
       order by m.name, v.id desc`,
      [],
    );
    return rows.map(({ places: aliases, ...newest }) => ({
      name: newest.model,
      newest: versionFromRow(newest),
      aliases: places.parse(aliases),
    }));
  }

  async find(references: readonly ModelReference[]): Promise<readonly RegisteredVersion[]> {
    const rows = await this.#query<VersionRow>(
      'model versions',
      `select ${versionColumns} from model_version v join model m on m.id = v.model_id
       where (m.name, v.version) in (select * from unnest($1::text[], $2::text[]))`,
      [references.map(({ model }) => model), references.map(({ version }) => version)],
    );
    return rows.map(versionFromRow);
  }

  async versions({ model, before, limit }: VersionQuery): Promise<readonly RegisteredVersion[]> {
    const rows = await this.#query<VersionRow>(
      'versions of a model',
      `select ${versionColumns} from model_version v join model m on m.id = v.model_id
       where m.name = $1 and ($2::integer is null or v.id < $2) order by v.id desc limit $3`,
      [model, before, limit],
    );
    return rows.map(versionFromRow);
  }

  async ledger({ model, version, before, limit }: LedgerQuery): Promise<readonly LedgerEntry[]> {
    const rows = await this.#query<MoveRow>(
      'promotion ledger',
      `select ${moveColumns} from ${moveTables}
       where m.name = $1 and ($2::integer is null or p.id < $2)
         and ($4::text is null or t.version = $4 or f.version = $4)
       order by p.id desc limit $3`,
      [model, before, limit, version],
    );
    return rows.map(moveFromRow);
  }

  async register(artifact: VerifiedArtifact): Promise<RegisteredVersion> {
    const { manifest, sha256, signedBy, bytes } = artifact;
    const { model, version } = manifest;
    await this.#query(
      'register a model',
      `with known as (insert into model (name) values ($1) on conflict (name) do nothing returning id)
       insert into model_version (model_id, version, sha256, signed_by, bytes, manifest)
       select id, $2, $3, $4, $5, $6 from (select id from known union select id from model where name = $1) m
       on conflict (model_id, version) do nothing`,
      [model, version, sha256, signedBy, bytes, JSON.stringify(manifest)],
    );
    const [known] = await this.find([{ model, version }]);
    // The other one of two that met created the model after this statement had begun.
    if (known === undefined) return this.register(artifact);
    if (known.sha256 === sha256) return known;
    throw new ForecastError(
      'MODEL_VERSION_CONFLICT',
      `${referenceText(known)} is registered with the hash ${known.sha256}, but ${sha256} was published. Versions never change: publish under another version.`,
      { model, version, foundSha256: known.sha256, expectedSha256: sha256 },
    );
  }

  session<Result>(
    model: string,
    work: (session: RegistrySession) => Promise<Result>,
  ): Promise<Result> {
    const lock = {
      key: `model ${model}`,
      work: `promotion of ${model}`,
      timeoutSeconds: this.#lockTimeoutSeconds,
    };
    return lockedTransaction(this.#database, lock, (client) =>
      work(new PostgresRegistrySession(client, model)),
    );
  }

  #query<Row extends object>(
    operation: string,
    text: string,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    return translatingErrors(operation, async () => {
      const { rows } = await this.#database.pool.query<Row>(text, [...values]);
      return rows;
    });
  }
}
