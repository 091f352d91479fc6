import { Field, ObjectType } from 'type-graphql';

import type { Job } from '../../application/jobs/index.ts';
import type { Connection } from '../page/connection.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';
import { JobType } from './job.type.ts';

@ObjectType('JobEdge', { description: 'A job at its place in a list.' })
class JobEdgeType {
  @Field(() => String, { description: 'Opaque place in the list.' })
  readonly cursor!: string;

  @Field(() => JobType, { description: 'The job.' })
  readonly node!: Job;
}

@ObjectType('JobConnection', { description: 'One page of jobs.' })
export class JobConnectionType implements Connection<Job> {
  @Field(() => [JobEdgeType], { description: 'The jobs with their cursors.' })
  readonly edges!: readonly JobEdgeType[];

  @Field(() => [JobType], { description: 'The jobs without cursors.' })
  readonly nodes!: readonly Job[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}
