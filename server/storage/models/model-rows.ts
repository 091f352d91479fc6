import { z } from 'zod';

import {
  gateResult,
  type LedgerEntry,
  manifestSchema,
  modelAliases,
  type RegisteredVersion,
} from '../../application/models/index.ts';

/** The columns of a version, in the words of the domain. Needs the tables `model_version v` and `model m`. */
export const versionColumns = `
  v.id, m.name as model, v.version, v.sha256, v.signed_by as "signedBy", v.bytes::float8 as bytes, v.manifest,
  v.registered_at as "registeredAt",
  array(select a.alias::text from model_alias a where a.version_id = v.id order by a.alias) as aliases,
  exists (select from model_move p where p.to_version_id = v.id) as "wasPromoted"`;

export interface VersionRow extends Omit<RegisteredVersion, 'manifest' | 'aliases'> {
  readonly manifest: unknown;
  readonly aliases: readonly string[];
}

const aliases = z.array(z.enum(modelAliases));

export function versionFromRow({ manifest, ...row }: VersionRow): RegisteredVersion {
  return {
    ...row,
    manifest: manifestSchema.parse(manifest),
    aliases: aliases.parse(row.aliases),
  };
}

/** The columns of a move. Needs `model_move p`, `model m`, `model_version t` and, where there is one, `model_version f`. */
export const moveColumns = `
  p.id, m.name as model, p.alias, p.action, f.version as "from", t.version as "to", t.sha256 as "toSha256", p.actor, p.reason,
  p.forced, p.gate, p.recorded_at as "recordedAt"`;

export const moveTables = `
  model_move p join model m on m.id = p.model_id join model_version t on t.id = p.to_version_id
  left join model_version f on f.id = p.from_version_id`;

export interface MoveRow extends Omit<LedgerEntry, 'gate' | 'alias' | 'action'> {
  readonly gate: unknown;
  readonly alias: string;
  readonly action: string;
}

export function moveFromRow({ gate, alias, action, ...row }: MoveRow): LedgerEntry {
  return {
    ...row,
    alias: z.enum(modelAliases).parse(alias),
    action: z.enum(['promote', 'rollback']).parse(action),
    gate: gateResult.nullable().parse(gate),
  };
}
