import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { LevelMetrics, VersionMetrics } from '../../application/models/index.ts';

type Interval = LevelMetrics['coverage'][number];

@ObjectType('IntervalCoverage', {
  description: 'How often demand lay inside of a central interval.',
})
export class IntervalCoverageType implements Interval {
  @Field(() => Float, { description: 'The share that the interval promises, in (0, 1).' })
  readonly nominal!: number;

  @Field(() => Float, { nullable: true, description: 'The share that was observed.' })
  readonly coverage!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The same with ties shared, so that a perfect forecast of counts has the nominal coverage; null where it was not kept.',
  })
  readonly shared!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean width, in units of demand.' })
  readonly width!: number | null;
}

@ObjectType('LevelMetrics', {
  description:
    'Scores at one level of the hierarchy, as fractions; null where a score is not defined.',
})
export class LevelMetricsType implements LevelMetrics {
  @Field(() => String, { description: 'Name of the level, such as `item-store`.' })
  readonly level!: string;

  @Field(() => Int, { description: 'Number of its series.' })
  readonly series!: number;

  @Field(() => Float, { nullable: true, description: 'WAPE of the median.' })
  readonly wape!: number | null;

  @Field(() => Float, { nullable: true, description: 'WAPE of the mean.' })
  readonly wapeMean!: number | null;

  @Field(() => Float, { nullable: true, description: 'Bias of the mean.' })
  readonly bias!: number | null;

  @Field(() => Float, { nullable: true, description: 'RMSSE of the mean.' })
  readonly rmsse!: number | null;

  @Field(() => Float, { nullable: true, description: 'RMSSE of the mean, weighted by sales.' })
  readonly wrmsse!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Scaled pinball loss of the quantiles, weighted by sales.',
  })
  readonly wspl!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Forecast value added: points of WAPE better than seasonal naive.',
  })
  readonly fva!: number | null;

  @Field(() => [IntervalCoverageType], { description: 'One entry per interval.' })
  readonly coverage!: LevelMetrics['coverage'];
}

@ObjectType('ModelVersionMetrics', { description: 'Scores of a version on past data.' })
export class VersionMetricsType implements VersionMetrics {
  @Field(() => String, {
    nullable: true,
    description:
      'Where they come from: `manifest`, or a stored backtest such as `backtest 12`; null without any.',
  })
  readonly source!: string | null;

  @Field(() => [LevelMetricsType], { description: 'One entry per level of the hierarchy.' })
  readonly levels!: readonly LevelMetrics[];
}
