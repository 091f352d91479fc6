import { Field, ObjectType } from 'type-graphql';

import type { BacktestSummary, NamedScore } from '../../application/backtests/index.ts';
import type { Connection } from '../page/connection.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';
import { BacktestRunType } from './backtest-run.type.ts';
import { SegmentScoreType } from './score.types.ts';

@ObjectType('BacktestRunEdge', { description: 'A backtest at its place in a list.' })
class BacktestRunEdgeType {
  @Field(() => String, { description: 'Opaque place in the list.' })
  readonly cursor!: string;

  @Field(() => BacktestRunType, { description: 'The backtest.' })
  readonly node!: BacktestSummary;
}

@ObjectType('BacktestRunConnection', { description: 'One page of backtests.' })
export class BacktestRunConnectionType implements Connection<BacktestSummary> {
  @Field(() => [BacktestRunEdgeType], { description: 'The backtests with their cursors.' })
  readonly edges!: readonly BacktestRunEdgeType[];

  @Field(() => [BacktestRunType], { description: 'The backtests without cursors.' })
  readonly nodes!: readonly BacktestSummary[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}

@ObjectType('BacktestItemEdge', { description: 'The scores of an item at their place in a list.' })
class BacktestItemEdgeType {
  @Field(() => String, { description: 'Opaque place in the list.' })
  readonly cursor!: string;

  @Field(() => SegmentScoreType, { description: 'The scores.' })
  readonly node!: NamedScore;
}

@ObjectType('BacktestItemConnection', { description: 'One page of scores of single items.' })
export class BacktestItemConnectionType implements Connection<NamedScore> {
  @Field(() => [BacktestItemEdgeType], { description: 'The scores with their cursors.' })
  readonly edges!: readonly BacktestItemEdgeType[];

  @Field(() => [SegmentScoreType], { description: 'The scores without cursors.' })
  readonly nodes!: readonly NamedScore[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}
