import { Field, ObjectType, registerEnumType } from 'type-graphql';

import type { Degradation, DegradationReason } from '../../application/forecasts/index.ts';

/** The enum of the API. */
export const degradationReason = {
  MODEL_MISSING: 'MODEL_MISSING',
  ARTIFACT_CORRUPT: 'ARTIFACT_CORRUPT',
  SIGNATURE_INVALID: 'SIGNATURE_INVALID',
  MODEL_LOAD_FAILED: 'MODEL_LOAD_FAILED',
  INFERENCE_TIMEOUT: 'INFERENCE_TIMEOUT',
  INFERENCE_FAILED: 'INFERENCE_FAILED',
  NON_FINITE_OUTPUT: 'NON_FINITE_OUTPUT',
  BREAKER_OPEN: 'BREAKER_OPEN',
  OVERLOADED: 'OVERLOADED',
  HISTORY_TOO_SHORT: 'HISTORY_TOO_SHORT',
} satisfies { readonly [Reason in DegradationReason]: Reason };

registerEnumType(degradationReason, {
  name: 'DegradationReason',
  description: 'Why another model than the requested one answered.',
  valuesConfig: {
    MODEL_MISSING: { description: 'The model is not installed here.' },
    ARTIFACT_CORRUPT: { description: 'The model’s files do not match their hashes.' },
    SIGNATURE_INVALID: { description: 'The model is not signed with a trusted key.' },
    MODEL_LOAD_FAILED: { description: 'The model could not be loaded.' },
    INFERENCE_TIMEOUT: { description: 'The model did not answer in time.' },
    INFERENCE_FAILED: { description: 'The model failed while computing.' },
    NON_FINITE_OUTPUT: { description: 'The model gave numbers that are not finite.' },
    BREAKER_OPEN: { description: 'The model failed repeatedly and rests for a while.' },
    OVERLOADED: { description: 'Too many computations were waiting.' },
    HISTORY_TOO_SHORT: { description: 'The item has fewer known values than the model needs.' },
  },
});

@ObjectType('Degradation', {
  description: 'A step down: the requested model could not answer for this item.',
})
export class DegradationType implements Degradation {
  @Field(() => degradationReason, { description: 'Why.' })
  readonly reason!: DegradationReason;

  @Field(() => String, { description: 'The model that was asked for.' })
  readonly requestedModel!: string;

  @Field(() => String, { description: 'The model that answered instead.' })
  readonly servedModel!: string;

  @Field(() => String, { description: 'What was found and what was needed, in one sentence.' })
  readonly detail!: string;
}
