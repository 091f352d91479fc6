import type { GateResult } from './gate.ts';
import type { Manifest } from './manifest.ts';
import type { ModelReference } from './model-reference.ts';

/** Names that point to a version of a model and can be moved: the champion serves, the challenger is compared with it. */
export const modelAliases = ['champion', 'challenger'] as const;
export type ModelAlias = (typeof modelAliases)[number];

/** A published version that this database knows. Its hash never changes: other content is another version. */
export interface RegisteredVersion extends ModelReference {
  readonly id: number;
  /** SHA-256 of its canonical manifest. */
  readonly sha256: string;
  readonly signedBy: string;
  readonly bytes: number;
  readonly manifest: Manifest;
  readonly registeredAt: Date;
  /** The aliases that point to it. */
  readonly aliases: readonly ModelAlias[];
  /** Whether an alias ever pointed to it. */
  readonly wasPromoted: boolean;
}

/** What an alias points to. */
export interface AliasPlace {
  readonly alias: ModelAlias;
  readonly version: string;
}

/** A learned model: a name with versions. */
export interface RegisteredModel {
  readonly name: string;
  /** The version that was registered last. */
  readonly newest: RegisteredVersion;
  readonly aliases: readonly AliasPlace[];
}

/** One move of an alias: who, when, why, from where to where, and what the gate said. */
export interface LedgerEntry {
  /** Grows with time. */
  readonly id: number;
  readonly model: string;
  readonly alias: ModelAlias;
  readonly action: 'promote' | 'rollback';
  /** null: the alias pointed to nothing. */
  readonly from: string | null;
  readonly to: string;
  readonly toSha256: string;
  readonly actor: string;
  readonly reason: string;
  /** Whether it was done although the gate had failed. */
  readonly forced: boolean;
  /** null for a rollback, which needs no gate. */
  readonly gate: GateResult | null;
  readonly recordedAt: Date;
}

/** What a move of an alias is recorded as. */
export interface NewLedgerEntry extends Pick<
  LedgerEntry,
  'alias' | 'action' | 'actor' | 'reason' | 'forced' | 'gate'
> {
  readonly from: RegisteredVersion | null;
  readonly to: RegisteredVersion;
  readonly idempotency: Idempotency | null;
}

/** The caller's key of a request, and a hash over what it asks for. */
export interface Idempotency {
  readonly key: string;
  readonly requestSha256: string;
}
