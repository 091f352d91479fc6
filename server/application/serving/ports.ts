import type { FeatureInputs } from '#core/features';
import type { SeriesForecast } from '#core/models';

import type { ArtifactProblem, ModelReference } from '../models/index.ts';
import type { LearnedVersion } from './learned-version.ts';
import type { ModelImage } from './model-image.ts';

/** Notices changes of published files without reading them. */
export interface ArtifactWatch {
  /** Differs when a file of the version was written, replaced, added or removed. */
  stateOf(reference: ModelReference): Promise<string>;
}

/** What computes the tensors of networks. Two backends, or versions of one, may differ in the last digits. */
export interface TensorBackend {
  readonly name: 'wasm' | 'native';
  /** Of tfjs and of the library below it. */
  readonly version: string;
}

/** Forecasts to be made from the ends of histories. */
export interface InferenceRun {
  readonly version: LearnedVersion;
  /** Series by series the last `inputSize` periods up to the cutoff, NaN where nothing is known. */
  readonly histories: Float64Array;
  /**
   * What the features of the same series are made of, over the version's whole horizon; the thread makes them. null where the version
   * reads demand alone.
   */
  readonly features: FeatureInputs | null;
  readonly horizon: number;
  /** Ascending, each in (0, 1). */
  readonly quantileLevels: readonly number[];
  /** `fallback` runs are let in where `requested` ones are already shed. */
  readonly lane: 'requested' | 'fallback';
  readonly signal: AbortSignal;
}

export type InferenceOutcome =
  | {
      readonly kind: 'forecast';
      readonly forecasts: readonly SeriesForecast[];
      readonly backend: TensorBackend;
    }
  | {
      readonly kind: 'failed';
      readonly reason:
        ArtifactProblem | 'INFERENCE_TIMEOUT' | 'INFERENCE_FAILED' | 'BREAKER_OPEN' | 'OVERLOADED';
      readonly detail: string;
    };

/** Computes networks away from the event loop. A failure is an outcome; only an aborted signal throws. */
export interface InferenceRunner {
  run(run: InferenceRun): Promise<InferenceOutcome>;
  /** Loads the version on every thread and lets it answer once. */
  warm(version: LearnedVersion): Promise<InferenceOutcome>;
}

/** What one request wants to know of its rows, and brings for them. */
export interface RowsRequest {
  readonly rows: number;
  readonly horizon: number;
  readonly quantileLevels: readonly number[];
  /** What the features of the rows are made of; null where the version reads demand alone. */
  readonly features: FeatureInputs | null;
}

/** What travels to a thread: one tensor call for all requests. Threads keep models that they have seen. */
export interface InferenceTask {
  readonly image: ModelImage;
  /** The histories of all requests, one request after the other, row by row. */
  readonly histories: Float64Array<ArrayBuffer>;
  /** None: the thread only makes itself ready. */
  readonly requests: readonly RowsRequest[];
}

/**
 * What comes back: request by request, for each series its mean, its median and then its quantiles level by level, `horizon`
 * values each, and what computed them; or why weights and architecture do not make a model. A model that throws rejects the
 * task.
 */
export type InferenceResult =
  | { readonly kind: 'forecast'; readonly values: Float64Array; readonly backend: TensorBackend }
  | { readonly kind: 'unusable'; readonly detail: string };
