import type { FeatureData, FittedFeatures } from '#core/features';
import type { ForecastRequest, SeriesForecast } from '#core/models';
import type { Series } from '#core/series';

import type { ManifestFacts, NewArtifact } from '../models/index.ts';
import type {
  MemberPlan,
  TrainedNetwork,
  TrainingData,
  TrainingProgress,
} from '../training/index.ts';

/** Members that train together. */
export interface MembersTraining {
  readonly plans: readonly MemberPlan[];
  readonly data: TrainingData;
  /** Names what the members learn from: a killed training is taken up again under the same name only. */
  readonly key: string;
  readonly onProgress: (plan: MemberPlan, progress: TrainingProgress) => void;
  readonly signal: AbortSignal;
}

/** The part of an artifact that forecasts. */
export type TrainedModel = Pick<NewArtifact, 'tensors'> & {
  readonly manifest: Pick<ManifestFacts, 'model' | 'version' | 'kind' | 'architecture'>;
  /** null where it reads demand alone. */
  readonly features: FittedFeatures | null;
};

/** A model as it will serve, its weights on the backend. */
export interface ServedModel extends Disposable {
  forecast(
    series: readonly Series[],
    request: ForecastRequest & {
      readonly cutoff: number;
      readonly features: FeatureData | null;
    },
  ): readonly SeriesForecast[];
}

/** A tensor backend that is open. */
export interface TrainingEngine {
  readonly backend: 'native' | 'wasm';
  /** Of what computes. */
  readonly version: string;
  /** In the order of the plans; the result does not depend on how many train at once. */
  train(run: MembersTraining): Promise<readonly TrainedNetwork[]>;
  serve(model: TrainedModel): ServedModel;
}

/**
 * Opens a tensor backend; `auto` takes the fastest that loads.
 * @throws ForecastError TENSORFLOW_UNAVAILABLE.
 */
export type OpenTrainingEngine = (backend: 'auto' | 'native' | 'wasm') => Promise<TrainingEngine>;
