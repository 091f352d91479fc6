import type { FittedFeatures } from '#core/features';

import type { LoadedArtifact, ModelReference } from '../models/index.ts';

/** A verified version as threads receive it: names and shapes as text, and one copy of the weights in shared memory. */
export interface ModelImage extends ModelReference {
  /** Hash of the artifact; threads keep what they made of it under this name. */
  readonly sha256: string;
  readonly kind: LoadedArtifact['manifest']['kind'];
  /** JSON of `architecture` in the manifest. */
  readonly architecture: string;
  /** JSON of the fitted features; `null` where it reads demand alone. */
  readonly features: string;
  /** JSON: name and shape of each tensor, in the order in which their values lie. */
  readonly tensors: string;
  readonly weights: Float32Array;
}

/** Copies the weights out of what was read from the store. */
export function imageOf(
  { manifest, sha256, tensors }: LoadedArtifact,
  features: FittedFeatures | null,
): ModelImage {
  const { model, version, kind, architecture } = manifest;
  const size = tensors.reduce((sum, { values }) => sum + values.length, 0);
  const weights = new Float32Array(new SharedArrayBuffer(size * Float32Array.BYTES_PER_ELEMENT));
  let offset = 0;
  for (const { values } of tensors) {
    weights.set(values, offset);
    offset += values.length;
  }
  return {
    ...{ model, version, sha256, kind },
    architecture: JSON.stringify(architecture),
    features: JSON.stringify(features),
    tensors: JSON.stringify(tensors.map(({ name, shape }) => ({ name, shape }))),
    weights,
  };
}
