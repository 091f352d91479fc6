import { isForecastError } from '#core/errors';
import type { FittedFeatures } from '#core/features';

import type {
  InferenceResult,
  InferenceTask,
  ModelImage,
} from '../../application/serving/index.ts';
import type { WeightTensor } from '../../application/models/index.ts';
import { z } from 'zod';
import { openTensorflow, type Tensorflow, type TensorflowOptions } from '../open-tensorflow.ts';
import { createLearnedModel, type LearnedModel } from './learned-model.ts';

export { nothing } from '../../threads/index.ts';

/** Models that a thread keeps; the one used last is the last to go. */
const mostModels = 4;

const models = new Map<string, LearnedModel>();
let opened: Promise<Tensorflow> | null = null;

/** What a thread is given: the task, and the backend that it opens with its first. */
export type InferenceMessage = InferenceTask & { readonly tensorflow: TensorflowOptions };

/** Answers one task on this thread, whose backend is opened with the first. */
export async function infer(message: InferenceMessage): Promise<InferenceResult> {
  const { backend: name, version } = await (opened ??= openTensorflow(message.tensorflow));
  const { image, histories, requests } = message;
  let model: LearnedModel;
  try {
    model = modelOf(image);
  } catch (error) {
    if (!isForecastError(error, 'ARTIFACT_UNUSABLE')) throw error;
    return { kind: 'unusable', detail: error.message };
  }
  const values = model.answer(histories, requests);
  return { kind: 'forecast', values, backend: { name, version } };
}

function modelOf(image: ModelImage): LearnedModel {
  const known = models.get(image.sha256);
  const model = known ?? createLearnedModel(partsOf(image));
  models.delete(image.sha256);
  models.set(image.sha256, model);
  for (const [oldest, unused] of models) {
    if (models.size <= mostModels) break;
    unused[Symbol.dispose]();
    models.delete(oldest);
  }
  return model;
}

const places = z.array(z.object({ name: z.string(), shape: z.array(z.number()) }));
const architectureJson = z.record(z.string(), z.json());

function partsOf(image: ModelImage) {
  const { model, version, kind, architecture, features, tensors, weights } = image;
  let offset = 0;
  return {
    manifest: {
      ...{ model, version, kind },
      architecture: architectureJson.parse(JSON.parse(architecture)),
    },
    // Checked when the version was loaded, and written by this release.
    features: JSON.parse(features) as FittedFeatures | null,
    tensors: places.parse(JSON.parse(tensors)).map(({ name, shape }): WeightTensor => {
      const size = shape.reduce((product, axis) => product * axis, 1);
      const values = weights.subarray(offset, offset + size);
      offset += size;
      return { name, shape, values };
    }),
  };
}
