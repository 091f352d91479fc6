import type { Manifest } from './manifest.ts';

/** A named array of an artifact; `values` are in row-major order. */
export interface WeightTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Why a published version cannot be used: it is not there; its files are not those of its manifest; nobody trusted has
 * signed it; this release cannot read it.
 */
export type ArtifactProblem =
  'MODEL_MISSING' | 'ARTIFACT_CORRUPT' | 'SIGNATURE_INVALID' | 'MODEL_LOAD_FAILED';

/** A version whose files, hashes and signature are as they should be. */
export interface VerifiedArtifact {
  readonly manifest: Manifest;
  /** SHA-256 of the canonical manifest: the identity of the version. */
  readonly sha256: string;
  /** Id of the key that signed. */
  readonly signedBy: string;
  /** Bytes of all files. */
  readonly bytes: number;
}

/** The same with its weights. */
export interface LoadedArtifact extends VerifiedArtifact {
  readonly tensors: readonly WeightTensor[];
}

/** Why not, with the facts in one sentence. */
export interface ArtifactFailure {
  readonly kind: 'failed';
  readonly reason: ArtifactProblem;
  readonly detail: string;
}

/** What a look at a published version gave; damage is an outcome, never an exception. */
export type LoadOutcome =
  { readonly kind: 'loaded'; readonly artifact: LoadedArtifact } | ArtifactFailure;
export type VerifyOutcome =
  { readonly kind: 'verified'; readonly artifact: VerifiedArtifact } | ArtifactFailure;
