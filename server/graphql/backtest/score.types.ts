import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { LeaderboardEntry, LeadScore, PooledScores } from '#core/backtest';

import type { NamedScore } from '../../application/backtests/index.ts';
import { LevelMetricsType } from '../model-version/version-metrics.type.ts';

@ObjectType('LeadTimeScore', { description: 'Scores of one lead time; null where not defined.' })
export class LeadTimeScoreType implements LeadScore {
  @Field(() => Int, { description: '1 = the first period after the cutoff.' })
  readonly leadTime!: number;

  @Field(() => Float, { nullable: true, description: 'WAPE of the median.' })
  readonly wape!: number | null;

  @Field(() => Float, { nullable: true, description: 'Bias of the mean.' })
  readonly bias!: number | null;
}

@ObjectType('BacktestLevelScores', {
  description: 'Scores of one model at one level over windows.',
})
class LevelScoresType extends LevelMetricsType {
  @Field(() => [LeadTimeScoreType], { description: 'One entry per lead time.' })
  readonly leadTimes!: PooledScores['leadTimes'];
}

@ObjectType('BacktestWindowScore', { description: 'Scores of one model in one window.' })
class WindowScoreType {
  @Field(() => Int, { description: 'Number of the window, 0 = the oldest.' })
  readonly window!: number;

  @Field(() => Float, { nullable: true, description: 'WAPE of the median, of single items.' })
  readonly wape!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean WRMSSE over the levels.' })
  readonly wrmsse!: number | null;
}

@ObjectType('LeaderboardEntry', {
  description:
    'One model of a backtest over its windows. WAPE, bias, RMSSE and value added are those of single items; WRMSSE and WSPL are means over the levels.',
})
export class LeaderboardEntryType implements Omit<LeaderboardEntry, 'coverage' | 'leadTimes'> {
  @Field(() => String, { description: 'Name of the model.' })
  readonly model!: string;

  @Field(() => Float, { nullable: true, description: 'WAPE of the median.' })
  readonly wape!: number | null;

  @Field(() => Float, { nullable: true, description: 'WAPE of the mean.' })
  readonly wapeMean!: number | null;

  @Field(() => Float, { nullable: true, description: 'Bias of the mean.' })
  readonly bias!: number | null;

  @Field(() => Float, { nullable: true, description: 'RMSSE of the mean.' })
  readonly rmsse!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean over the levels.' })
  readonly wrmsse!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean over the levels.' })
  readonly wspl!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Points of WAPE better than seasonal naive.',
  })
  readonly fva!: number | null;

  @Field(() => Float, { description: 'Thread seconds of fitting and forecasting.' })
  readonly seconds!: number;

  @Field(() => [WindowScoreType], { description: 'One entry per window that is done.' })
  readonly windows!: LeaderboardEntry['windows'];

  @Field(() => [LevelScoresType], { description: 'One entry per level of the hierarchy.' })
  readonly levels!: LeaderboardEntry['levels'];
}

@ObjectType('RankedModel', { description: 'A model at its place among others.' })
export class RankedModelType {
  @Field(() => Float, {
    nullable: true,
    description: 'The score that was asked for; null where it is not defined.',
  })
  readonly score!: number | null;

  @Field(() => LeaderboardEntryType, { description: 'All of its scores.' })
  readonly entry!: LeaderboardEntry;
}

@ObjectType('BacktestSegmentScore', {
  description: 'Scores of single items of one model, pooled over the items of a group and windows.',
})
export class SegmentScoreType implements NamedScore {
  @Field(() => String, { description: 'Key of the item, or name of the group such as `CA_1`.' })
  readonly name!: string;

  @Field(() => Int, { description: 'Number of items.' })
  readonly items!: number;

  @Field(() => Float, { nullable: true, description: 'WAPE of the median.' })
  readonly wape!: number | null;

  @Field(() => Float, { nullable: true, description: 'WAPE of the mean.' })
  readonly wapeMean!: number | null;

  @Field(() => Float, { nullable: true, description: 'Bias of the mean.' })
  readonly bias!: number | null;
}
