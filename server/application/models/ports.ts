import type {
  LoadedArtifact,
  LoadOutcome,
  VerifiedArtifact,
  VerifyOutcome,
  WeightTensor,
} from './artifact.ts';
import type { ManifestFacts } from './manifest.ts';
import type {
  LedgerEntry,
  ModelAlias,
  NewLedgerEntry,
  RegisteredModel,
  RegisteredVersion,
} from './model.ts';
import type { ModelReference } from './model-reference.ts';

/** What a version is published from. */
export interface NewArtifact {
  readonly facts: ManifestFacts;
  readonly tensors: readonly WeightTensor[];
  /** The model card, in Markdown. */
  readonly card: string;
}

export interface PublishedArtifact {
  readonly artifact: VerifiedArtifact;
  /** The same content was published before, and nothing was written. */
  readonly unchanged: boolean;
}

/** Published models. Each look checks everything: files, hashes, signature, form and values. */
export interface ModelStore {
  /** Names of what looks like a version, checked or not; by model, then by version. */
  published(): Promise<readonly ModelReference[]>;
  /** `registered` is the hash that the version must have; null = any. */
  load(reference: ModelReference, registered?: string | null): Promise<LoadOutcome>;
  verify(reference: ModelReference, registered?: string | null): Promise<VerifyOutcome>;
  /**
   * Signs and writes a version: all of it or nothing. The same content again writes nothing.
   * @throws ForecastError MODEL_VERSION_CONFLICT, ARTIFACT_UNUSABLE, SIGNING_KEY_UNUSABLE.
   */
  publish(artifact: NewArtifact): Promise<PublishedArtifact>;
}

/** Versions of a model behind a place in their order, newest first. */
export interface VersionQuery {
  readonly model: string;
  /** Registered before this one. */
  readonly before: number | null;
  readonly limit: number;
}

/** Moves of the aliases of a model; `version` = only those to or from this one. */
export interface LedgerQuery extends VersionQuery {
  readonly version: string | null;
}

/** The database's knowledge of versions, aliases and their moves. */
export interface ModelRegistry {
  models(): Promise<readonly RegisteredModel[]>;
  find(references: readonly ModelReference[]): Promise<readonly RegisteredVersion[]>;
  versions(query: VersionQuery): Promise<readonly RegisteredVersion[]>;
  /** Newest first. */
  ledger(query: LedgerQuery): Promise<readonly LedgerEntry[]>;
  /**
   * Makes a version known; one that is known stays as it is.
   * @throws ForecastError MODEL_VERSION_CONFLICT where it is known by another hash.
   */
  register(artifact: VerifiedArtifact): Promise<RegisteredVersion>;
  /**
   * Runs `work` alone with a model: moves of its aliases happen one after the other. What it records counts once it
   * resolves, and not at all when it throws.
   * @throws ForecastError OVERLOADED where another session of the model does not end in time.
   */
  session<Result>(
    model: string,
    work: (session: RegistrySession) => Promise<Result>,
  ): Promise<Result>;
}

/** One model, held by this session. */
export interface RegistrySession {
  holderOf(alias: ModelAlias): Promise<RegisteredVersion | null>;
  find(version: string): Promise<RegisteredVersion | null>;
  /** All moves of an alias, oldest first. */
  moves(alias: ModelAlias): Promise<readonly LedgerEntry[]>;
  /** The move that this key was recorded with, and the hash of its request. */
  recordedWith(
    key: string,
  ): Promise<{ readonly entry: LedgerEntry; readonly requestSha256: string } | null>;
  /** Moves an alias and writes the ledger, in one. */
  record(entry: NewLedgerEntry): Promise<LedgerEntry>;
}

/** Finds stored backtests by the models in them. */
export interface BacktestFinder {
  /** The newest finished run of a model by the name it has there; null where there is none. */
  newestRunOf(model: string): Promise<number | null>;
}

/** Loads a version where it will serve and lets it answer, before an alias points to it. */
export interface ModelProbe {
  /** @returns milliseconds of the 95th percentile of 50 items × 30 periods; null where it does not answer. */
  warm(artifact: LoadedArtifact): Promise<{ readonly latencyMs: number | null }>;
}
