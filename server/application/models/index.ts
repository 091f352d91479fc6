/** Learned models: what a version is, how it is published, judged, promoted and rolled back, and what is known of it. */
export { AdoptChampions, type AdoptedChampion } from './adopt-champions.ts';
export {
  type ArtifactFailure,
  type ArtifactProblem,
  type LoadedArtifact,
  type LoadOutcome,
  type VerifiedArtifact,
  type VerifyOutcome,
  type WeightTensor,
} from './artifact.ts';
export {
  type GateCheck,
  type GateCheckName,
  type GateResult,
  gateResult,
  type GateThresholds,
} from './gate.ts';
export { type LevelMetrics, levelMetricsOf } from './level-metrics.ts';
export {
  type Manifest,
  type ManifestFacts,
  manifestSchema,
  manifestSchemaVersion,
  type ModelKind,
} from './manifest.ts';
export {
  type AliasPlace,
  type LedgerEntry,
  type ModelAlias,
  modelAliases,
  type NewLedgerEntry,
  type RegisteredModel,
  type RegisteredVersion,
} from './model.ts';
export {
  type Model,
  ModelCatalog,
  type ModelVersion,
  type Page,
  type PageRequest,
  type Verification,
  type VersionMetrics,
  type VersionStatus,
} from './model-catalog.ts';
export { isModelReference, type ModelReference, referenceText } from './model-reference.ts';
export type { ModelUserError, ModelUserErrorCode } from './model-user-error.ts';
export type { MoveResult } from './move-result.ts';
export type {
  BacktestFinder,
  LedgerQuery,
  ModelProbe,
  ModelRegistry,
  ModelStore,
  NewArtifact,
  PublishedArtifact,
  RegistrySession,
  VersionQuery,
} from './ports.ts';
export { PromoteModel } from './promote-model.ts';
export { type Publication, PublishModel } from './publish-model.ts';
export { RollBackModel } from './roll-back-model.ts';
export { type DefaultModelResult, SetDefaultModel } from './set-default-model.ts';
export { type SyncReport, SyncModels } from './sync-models.ts';
export { type VerifiedVersion, VerifyModels } from './verify-models.ts';
