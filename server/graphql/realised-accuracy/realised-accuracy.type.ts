import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { ForecastIssue } from '../../application/forecast-issues/index.ts';
import type { LevelAccuracy } from '../../application/realised-accuracy/index.ts';
import { ForecastIssueType } from '../forecast-issue/forecast-issue.type.ts';
import type { Connection } from '../page/connection.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';
import { PeriodDate, Sha256 } from '../scalars/index.ts';
import { LevelAccuracyType } from './level-accuracy.type.ts';

@ObjectType('RealisedAccuracy', {
  description:
    'How good the forecasts of one issue were, by the demand that has arrived since; the forecasts are those that were stored.',
})
export class RealisedAccuracyType {
  @Field(() => Int, { description: 'Number of the check; rises with every one.' })
  readonly number!: number;

  @Field(() => GraphQLDateTimeISO, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => Sha256, { description: 'Lineage of the data whose demand was read.' })
  readonly datasetVersion!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'The instant whose demand was read.' })
  readonly asOf!: Date;

  @Field(() => ForecastIssueType, { description: 'The issue that was scored.' })
  readonly issue!: ForecastIssue;

  @Field(() => PeriodDate, { description: 'The last period that the models saw.' })
  readonly cutoff!: string;

  @Field(() => PeriodDate, {
    description: 'The last period of the issue that the demand has reached.',
  })
  readonly through!: string;

  @Field(() => Int, { description: 'Periods of the issue with known demand.' })
  readonly periods!: number;

  @Field(() => Int, { description: 'Items that were forecast and scored.' })
  readonly items!: number;

  @Field(() => Int, {
    description: 'Those of them that another model than the requested one answered.',
  })
  readonly degraded!: number;

  @Field(() => Float, { nullable: true, description: 'Their share; null without items.' })
  readonly degradedShare!: number | null;

  @Field(() => [LevelAccuracyType], {
    description:
      'The total, state, store, category and department where every item has them, then single items.',
  })
  readonly levels!: readonly LevelAccuracy[];
}

@ObjectType('RealisedAccuracyEdge', { description: 'The scores of an issue at their place.' })
class RealisedAccuracyEdgeType {
  @Field(() => String, { description: 'Opaque place in the list.' })
  readonly cursor!: string;

  @Field(() => RealisedAccuracyType, { description: 'The scores.' })
  readonly node!: RealisedAccuracyType;
}

@ObjectType('RealisedAccuracyConnection', {
  description: 'One page of the scores of the issues of a dataset.',
})
export class RealisedAccuracyConnectionType implements Connection<RealisedAccuracyType> {
  @Field(() => [RealisedAccuracyEdgeType], { description: 'The scores with their cursors.' })
  readonly edges!: readonly RealisedAccuracyEdgeType[];

  @Field(() => [RealisedAccuracyType], { description: 'The scores without cursors.' })
  readonly nodes!: readonly RealisedAccuracyType[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}
