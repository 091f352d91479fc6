import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { LevelAccuracy } from '../../application/realised-accuracy/index.ts';
import { LeadTimeScoreType } from '../backtest/score.types.ts';
import { IntervalCoverageType } from '../model-version/version-metrics.type.ts';

type Segment = LevelAccuracy['segments'][number];

/** What a level and each of its groups are scored by. */
@ObjectType()
abstract class SummedScoresType {
  @Field(() => Int, { description: 'Values with a known demand.' })
  readonly scored!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'WAPE of the median; of sums that of the mean, because medians of items do not add up.',
  })
  readonly wape!: number | null;

  @Field(() => Float, { nullable: true, description: 'WAPE of the mean.' })
  readonly wapeMean!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Bias of the mean: forecast minus demand, over demand; positive = too high.',
  })
  readonly bias!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Forecast value added: points of `wape` better than seasonal naive from the same cutoff.',
  })
  readonly fva!: number | null;
}

@ObjectType('SegmentAccuracy', {
  description: 'How good issued forecasts of one group of a level were; null where not defined.',
})
class SegmentAccuracyType
  extends SummedScoresType
  implements Omit<Segment, 'coverage' | 'leadTimes'>
{
  @Field(() => String, { description: 'The group, such as `CA_1`.' })
  readonly segment!: string;
}

@ObjectType('LevelAccuracy', {
  description:
    'How good issued forecasts were at one level, as fractions; null where a score is not defined, as with no demand.',
})
export class LevelAccuracyType extends SummedScoresType implements LevelAccuracy {
  @Field(() => String, { description: 'The level, such as `store`; `item-store` = single items.' })
  readonly level!: string;

  @Field(() => Int, { description: 'Number of its series.' })
  readonly series!: number;

  @Field(() => [IntervalCoverageType], {
    description: 'One entry per central interval that was issued; none of sums.',
  })
  readonly coverage!: LevelAccuracy['coverage'];

  @Field(() => [LeadTimeScoreType], {
    description:
      'One entry per lead time, `wape` as above; null where nothing is known of the demand yet.',
  })
  readonly leadTimes!: LevelAccuracy['leadTimes'];

  @Field(() => [SegmentAccuracyType], {
    description:
      'Its groups one by one; none of the total, of single items, and of more than 500 groups.',
  })
  readonly segments!: LevelAccuracy['segments'];
}
