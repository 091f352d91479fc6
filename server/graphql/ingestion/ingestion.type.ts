import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { Audit } from '../../application/ingestion/index.ts';
import type { Ingestion, SourceFile } from '../../application/ingestion/index.ts';
import { NodeType } from '../node/node.type.ts';
import { Sha256 } from '../scalars/index.ts';
import { AuditType } from './audit.type.ts';

@ObjectType('SourceFile', { description: 'A file that was read.' })
class SourceFileType implements SourceFile {
  @Field(() => String, { description: 'Its name, without folders.' })
  readonly name!: string;

  @Field(() => Float, { description: 'Its size in bytes.' })
  readonly bytes!: number;

  @Field(() => Sha256, { description: 'SHA-256 of its content.' })
  readonly sha256!: string;

  @Field(() => Float, { description: 'Data rows, without the header.' })
  readonly rows!: number;
}

type Plain = Omit<Ingestion, 'id' | 'datasetId'>;

@ObjectType('Ingestion', {
  description:
    'One committed load of data. It is never changed; corrections are ingestions of their own.',
  implements: NodeType,
})
export class IngestionType implements Plain {
  @Field(() => Int, { description: '1, 2, 3 .. within the dataset.' })
  readonly sequence!: number;

  @Field(() => GraphQLDateTimeISO, {
    description: 'When it was committed: the coordinate of `asOf`.',
  })
  readonly recordedAt!: Date;

  @Field(() => String, {
    description: 'How the data came in, such as `mutation` or a file format.',
  })
  readonly source!: string;

  @Field(() => Sha256, {
    description: 'Hash over the content and the options that give it meaning.',
  })
  readonly contentHash!: string;

  @Field(() => Sha256, { description: 'Version of the dataset after this ingestion.' })
  readonly datasetVersion!: string;

  @Field(() => [SourceFileType], { description: 'The files that were read; none for a mutation.' })
  readonly files!: readonly SourceFile[];

  @Field(() => AuditType, { description: 'What the named checks found.' })
  readonly audit!: Audit;

  @Field(() => Float, { description: 'Rows that were stored.' })
  readonly rowCount!: number;

  @Field(() => Float, { description: 'Demand values that were stored.' })
  readonly valueCount!: number;

  @Field(() => Int, { description: 'Items that got values.' })
  readonly itemCount!: number;
}
