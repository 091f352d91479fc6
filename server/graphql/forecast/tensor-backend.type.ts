import { Field, ObjectType } from 'type-graphql';

import type { TensorBackend } from '../../application/serving/index.ts';

@ObjectType('TensorBackend', { description: 'What computes the tensors of networks.' })
export class TensorBackendType implements TensorBackend {
  @Field(() => String, {
    description: '`wasm` (WebAssembly) or `native` (TensorFlow’s own library).',
  })
  readonly name!: TensorBackend['name'];

  @Field(() => String, { description: 'Version of tfjs and of the library below it.' })
  readonly version!: string;
}
