import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, ObjectType } from 'type-graphql';

import type { ScenarioContent } from '../../application/scenarios/index.ts';
import { NodeType } from '../node/node.type.ts';
import type { Connection } from '../page/connection.ts';
import { type PageInfo, PageInfoType } from '../page/page-info.type.ts';
import { PeriodDate, Sha256 } from '../scalars/index.ts';

type Attribute = ScenarioContent['prices'][number]['attributes'][number];

@ObjectType('ScenarioAttribute', { description: 'An attribute that items must have.' })
class ScenarioAttributeType implements Attribute {
  @Field(() => String, { description: 'Its name, such as `store`.' })
  readonly name!: string;

  @Field(() => String, { description: 'Its value.' })
  readonly value!: string;
}

@ObjectType('ScenarioPriceChange', {
  description: 'Other prices than planned, in some periods, of some items.',
})
export class ScenarioPriceChangeType {
  @Field(() => [String], { description: 'Keys of the items; empty = all.' })
  readonly itemKeys!: readonly string[];

  @Field(() => [ScenarioAttributeType], {
    description: 'Attributes that the items must have; empty = whatever they are.',
  })
  readonly attributes!: readonly Attribute[];

  @Field(() => PeriodDate, { description: 'First period.' })
  readonly from!: string;

  @Field(() => PeriodDate, { description: 'Last period.' })
  readonly to!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Change against the planned price, in percent; null where a price is set.',
  })
  readonly percent!: number | null;

  @Field(() => Float, { nullable: true, description: 'The price; null where it is a change.' })
  readonly price!: number | null;
}

@ObjectType('ScenarioEvent', { description: 'An event that is not planned.' })
export class ScenarioEventType {
  @Field(() => PeriodDate, { description: 'When.' })
  readonly date!: string;

  @Field(() => String, {
    description: 'Its name; models know the effect of events that took place before.',
  })
  readonly name!: string;

  @Field(() => String, { description: 'Its kind, such as `Religious`.' })
  readonly kind!: string;

  @Field(() => String, { description: 'Where it applies; empty = everywhere.' })
  readonly region!: string;
}

@ObjectType('ScenarioCancellation', { description: 'A planned event that does not take place.' })
export class ScenarioCancellationType {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => PeriodDate, { description: 'First period.' })
  readonly from!: string;

  @Field(() => PeriodDate, { description: 'Last period.' })
  readonly to!: string;
}

@ObjectType('Scenario', {
  implements: NodeType,
  description:
    'Assumptions about prices and events of a dataset, which forecasts may be asked for under. Never changed; demand is never touched.',
})
export class ScenarioType extends NodeType {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => Sha256, { description: 'Hash over the dataset and what is assumed.' })
  readonly contentSha256!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

@ObjectType('ScenarioEdge', { description: 'A scenario and its place in the list.' })
class ScenarioEdgeType {
  @Field(() => String, { description: 'Where a next page may start.' })
  readonly cursor!: string;

  @Field(() => ScenarioType, { description: 'The scenario.' })
  readonly node!: ScenarioType;
}

@ObjectType('ScenarioConnection', { description: 'One page of the scenarios of a dataset.' })
export class ScenarioConnectionType implements Connection<ScenarioType> {
  @Field(() => [ScenarioEdgeType], { description: 'The scenarios with their cursors.' })
  readonly edges!: readonly ScenarioEdgeType[];

  @Field(() => [ScenarioType], { description: 'The scenarios without cursors.' })
  readonly nodes!: readonly ScenarioType[];

  @Field(() => PageInfoType, { description: 'How to go on.' })
  readonly pageInfo!: PageInfo;
}
