import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { ForecastIssue } from '../../application/forecast-issues/index.ts';
import { NodeType } from '../node/node.type.ts';
import type { Connection } from '../page/connection.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';
import { Sha256 } from '../scalars/index.ts';

type Plain = Omit<
  ForecastIssue,
  'id' | 'datasetId' | 'dataset' | 'basisHash' | 'sequence' | 'cutoff' | 'issuedAt' | 'startedAt'
>;

@ObjectType('ForecastIssue', {
  implements: NodeType,
  description:
    'Forecasts of every item of a dataset, from one state of it and by one model, as they were issued by a refresh.',
})
export class ForecastIssueType implements Plain {
  @Field(() => String, { description: 'The model that was asked for.' })
  readonly model!: string;

  @Field(() => String, {
    nullable: true,
    description: '`name@version` of that model; null where it could not be used.',
  })
  readonly modelVersion!: string | null;

  @Field(() => Sha256, {
    nullable: true,
    description: 'SHA-256 of its artifact; null for baselines, which have none.',
  })
  readonly artifactSha256!: string | null;

  @Field(() => Sha256, { description: 'Version of the dataset that the forecasts saw.' })
  readonly datasetVersion!: string;

  @Field(() => GraphQLDateTimeISO, {
    description: 'When the newest ingestion that they saw was recorded.',
  })
  readonly asOf!: Date;

  @Field(() => Int, { description: 'Periods ahead.' })
  readonly horizon!: number;

  @Field(() => [Float], { description: 'Levels of the quantiles, ascending.' })
  readonly quantileLevels!: readonly number[];

  @Field(() => Int, { description: 'Seed of every random choice.' })
  readonly seed!: number;

  @Field(() => Sha256, { description: 'Hash over the settings that influence the numbers.' })
  readonly configHash!: string;

  @Field(() => Int, { description: 'How many items were forecast.' })
  readonly items!: number;

  @Field(() => GraphQLDateTimeISO, { description: 'When the last forecast was stored.' })
  readonly issuedAt!: Date | null;
}

@ObjectType('ForecastIssueEdge', { description: 'An issue at its place in a list.' })
class ForecastIssueEdgeType {
  @Field(() => String, { description: 'Opaque place in the list.' })
  readonly cursor!: string;

  @Field(() => ForecastIssueType, { description: 'The issue.' })
  readonly node!: ForecastIssue;
}

@ObjectType('ForecastIssueConnection', { description: 'One page of issues of forecasts.' })
export class ForecastIssueConnectionType implements Connection<ForecastIssue> {
  @Field(() => [ForecastIssueEdgeType], { description: 'The issues with their cursors.' })
  readonly edges!: readonly ForecastIssueEdgeType[];

  @Field(() => [ForecastIssueType], { description: 'The issues without cursors.' })
  readonly nodes!: readonly ForecastIssue[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}
