import type { DriftKind, LevelDrift } from '#core/drift';
import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';

import type { Connection } from '../page/connection.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';
import { PeriodDate, Sha256 } from '../scalars/index.ts';
import { DriftFindingType, driftKind } from './drift-finding.type.ts';

@ObjectType('LevelDrift', { description: 'How much of a level has changed.' })
class LevelDriftType implements LevelDrift {
  @Field(() => String, { description: 'The level, such as `store`.' })
  readonly level!: string;

  @Field(() => Int, { description: 'Its segments.' })
  readonly segments!: number;

  @Field(() => Int, { description: 'Segments with a finding.' })
  readonly drifted!: number;
}

@ObjectType('DriftReport', {
  description: 'What had changed in one state of a dataset by one period.',
})
export class DriftReportType {
  @Field(() => Int, { description: 'Number of the report; rises with every one.' })
  readonly number!: number;

  @Field(() => GraphQLDateTimeISO, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => Sha256, { description: 'Lineage of the data that were read.' })
  readonly datasetVersion!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'The instant whose data were read.' })
  readonly asOf!: Date;

  @Field(() => PeriodDate, { description: 'The last period that was looked at.' })
  readonly cutoff!: string;

  @Field(() => Boolean, {
    description:
      'Whether there was a year before to tell the season from; without it shifts have to be larger.',
  })
  readonly isSeasonKnown!: boolean;

  @Field(() => [driftKind], {
    description: 'Kinds that the history was long enough to look for, and the prices there.',
  })
  readonly judged!: readonly DriftKind[];

  @Field(() => [LevelDriftType], { description: 'The levels, with how much of each has changed.' })
  readonly levels!: readonly LevelDriftType[];

  @Field(() => [DriftFindingType], {
    description: 'Segments in the order of the levels, then items.',
  })
  readonly findings!: readonly DriftFindingType[];

  @Field(() => Int, { description: 'Findings on items that are left out: there are too many.' })
  readonly omittedItems!: number;
}

@ObjectType('DriftReportEdge', { description: 'A report at its place in a list.' })
class DriftReportEdgeType {
  @Field(() => String, { description: 'Opaque place in the list.' })
  readonly cursor!: string;

  @Field(() => DriftReportType, { description: 'The report.' })
  readonly node!: DriftReportType;
}

@ObjectType('DriftReportConnection', { description: 'One page of the reports on a dataset.' })
export class DriftReportConnectionType implements Connection<DriftReportType> {
  @Field(() => [DriftReportEdgeType], { description: 'The reports with their cursors.' })
  readonly edges!: readonly DriftReportEdgeType[];

  @Field(() => [DriftReportType], { description: 'The reports without cursors.' })
  readonly nodes!: readonly DriftReportType[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}
