import { Field, ObjectType, registerEnumType } from 'type-graphql';

import type { Verification } from '../../application/models/index.ts';

const artifactState = {
  VERIFIED: 'VERIFIED',
  NO_ARTIFACT: 'NO_ARTIFACT',
  MODEL_MISSING: 'MODEL_MISSING',
  ARTIFACT_CORRUPT: 'ARTIFACT_CORRUPT',
  SIGNATURE_INVALID: 'SIGNATURE_INVALID',
  MODEL_LOAD_FAILED: 'MODEL_LOAD_FAILED',
} satisfies { readonly [State in Verification['state']]: State };

registerEnumType(artifactState, {
  name: 'ArtifactState',
  description: 'What a look at the files of a version found.',
  valuesConfig: {
    VERIFIED: { description: 'Files, hashes, signature and form are as they should be.' },
    NO_ARTIFACT: { description: 'A baseline: it needs no files.' },
    MODEL_MISSING: { description: 'The model is not in the store.' },
    ARTIFACT_CORRUPT: { description: 'The files are not those of the manifest.' },
    SIGNATURE_INVALID: { description: 'Nobody trusted has signed the manifest.' },
    MODEL_LOAD_FAILED: { description: 'This release cannot read the files.' },
  },
});

@ObjectType('ArtifactVerification', {
  description: 'The files of a version as they are found at this moment.',
})
export class VerificationType implements Verification {
  @Field(() => artifactState, { description: 'Whether it can be used, or why not.' })
  readonly state!: Verification['state'];

  @Field(() => String, {
    nullable: true,
    description: 'What was found and what was expected; null where all is well.',
  })
  readonly detail!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Id of the trusted key that signed; null where no valid signature was found.',
  })
  readonly signedBy!: string | null;
}
