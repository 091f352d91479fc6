import { featureWidths, type FittedFeatures } from '#core/features';

import type { ArtifactFailure, LoadedArtifact, ModelReference } from '../models/index.ts';
import { fittedFeaturesOf } from '../network-inputs/index.ts';
import { inputSizeOf, isLearnedKind, learnedArchitectureSchema } from '../training/index.ts';
import { imageOf, type ModelImage } from './model-image.ts';

/** A version that can answer, beside the forecasters of the release. */
export interface LearnedVersion {
  readonly scope: 'learned';
  readonly reference: ModelReference;
  readonly sha256: string;
  /** Periods ahead at the most. */
  readonly horizon: number;
  /** Periods of history that can influence a forecast. */
  readonly inputSize: number;
  /** Known values that an item needs. */
  readonly minimumLength: number;
  /** The demand that the weights have seen: slug of its dataset, and its last period as a date. */
  readonly seen: { readonly dataset: string; readonly to: string };
  /** What its features are computed by; null where it reads demand alone. */
  readonly features: FittedFeatures | null;
  readonly frequency: LoadedArtifact['manifest']['dataset']['frequency'];
  readonly image: ModelImage;
}

/** What is known of a name: a version that can answer, or why there is none. */
export type Resolution =
  { readonly kind: 'ready'; readonly version: LearnedVersion } | ArtifactFailure;

/** Reads what a version was trained for; what this release cannot serve is an outcome. */
export function versionOf(artifact: LoadedArtifact): Resolution {
  const { model, version, kind, architecture, dataset, trainingWindow } = artifact.manifest;
  const failed = (detail: string): ArtifactFailure => ({
    kind: 'failed',
    reason: 'MODEL_LOAD_FAILED',
    detail: `${model}@${version} cannot be served: ${detail}`,
  });
  if (!isLearnedKind(kind)) return failed(`this release serves no networks of kind ${kind}.`);
  const parsed = learnedArchitectureSchema.safeParse(architecture);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    return failed(`its architecture breaks a rule at ${path.join('.')}: ${message}.`);
  }
  const { horizon, minimumLength, features: widths } = parsed.data;
  const features = widths && fittedFeaturesOf(artifact.manifest);
  if (typeof features === 'string') return failed(`its features cannot be computed: ${features}`);
  if (JSON.stringify(features && featureWidths(features)) !== JSON.stringify(widths)) {
    return failed('its features are not those that its networks read.');
  }
  return {
    kind: 'ready',
    version: {
      scope: 'learned',
      reference: { model, version },
      sha256: artifact.sha256,
      horizon,
      inputSize: inputSizeOf(parsed.data, features),
      minimumLength,
      seen: { dataset: dataset.slug, to: trainingWindow.to },
      features,
      frequency: dataset.frequency,
      image: imageOf(artifact, features),
    },
  };
}
