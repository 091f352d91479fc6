import { createRandom } from '#core/math';
import { initialWeights, nBeatsLayout } from '#core/models/neural';

import {
  architectureOf,
  ensemblePlans,
} from '../../server/application/model-training/ensemble-plans.ts';
import { modelSettingsSchema } from '../../server/application/model-training/train-command.ts';
import type { LearnedVersion } from '../../server/application/serving/index.ts';
import { imageOf } from '../../server/application/serving/model-image.ts';
import { memberTensorName } from '../../server/application/training/index.ts';

const season = 7;

/** A version with the networks that `forecastle train` makes by default, and the weights that a training starts with. */
export function defaultVersion(): LearnedVersion {
  const settings = modelSettingsSchema.parse({});
  const architecture = architectureOf(ensemblePlans(settings, season), settings, season);
  const tensors = architecture.members.flatMap(({ network }, member) => {
    const { parameters } = nBeatsLayout(network);
    const weights = initialWeights(parameters, createRandom(1).fork(String(member)));
    return parameters.map(({ name, shape }, place) => ({
      name: memberTensorName(member, name),
      shape,
      values: weights[place]!,
    }));
  });
  const reference = { model: 'n-beats', version: 'untrained' };
  const sha256 = '0'.repeat(64);
  const plain = JSON.parse(JSON.stringify(architecture)) as Parameters<
    typeof imageOf
  >[0]['manifest']['architecture'];
  const manifest = { ...reference, kind: 'n-beats' as const, architecture: plain };
  return {
    scope: 'learned',
    reference,
    sha256,
    horizon: architecture.horizon,
    inputSize: Math.max(...architecture.members.map(({ network }) => network.inputSize)),
    minimumLength: architecture.minimumLength,
    frequency: 'daily',
    image: imageOf({ manifest, sha256, tensors } as Parameters<typeof imageOf>[0]),
  };
}
