import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';

import type {
  Acknowledgement,
  Alert,
  AlertKind,
  AlertSeverity,
} from '../../application/monitoring/index.ts';
import { NodeType } from '../node/node.type.ts';
import { alertKind, alertSeverity } from './alert.enums.ts';

@ObjectType('AlertAcknowledgement', { description: 'Who has taken an alert up.' })
class AcknowledgementType implements Acknowledgement {
  @Field(() => String, { description: 'Who.' })
  readonly by!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'When.' })
  readonly at!: Date;

  @Field(() => String, { description: 'What they said; empty where they said nothing.' })
  readonly note!: string;
}

/** The dataset, the id and the state have resolvers. */
type Plain = Omit<Alert, 'id' | 'dataset'>;

@ObjectType('Alert', {
  implements: NodeType,
  description:
    'A threshold that was exceeded. While it lasts it is one alert, however often it is seen; when it comes back it is a new one.',
})
export class AlertType extends NodeType implements Plain {
  @Field(() => alertKind, { description: 'What it is about.' })
  readonly kind!: AlertKind;

  @Field(() => String, {
    description: 'A segment, level, model or job; empty for the dataset or the service as a whole.',
  })
  readonly subject!: string;

  @Field(() => alertSeverity, { description: 'How far the value is beyond the threshold.' })
  readonly severity!: AlertSeverity;

  @Field(() => Float, {
    description: 'What was found when it was last seen, in the unit of its kind.',
  })
  readonly value!: number;

  @Field(() => Float, { description: 'The largest value that is no alert.' })
  readonly threshold!: number;

  @Field(() => String, { description: 'What was found, what is expected and what to do.' })
  readonly message!: string;

  @Field(() => String, { description: 'Path of the page that says what to do.' })
  readonly runbook!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'When it was first seen.' })
  readonly raisedAt!: Date;

  @Field(() => GraphQLDateTimeISO, { description: 'When it was last seen.' })
  readonly lastSeenAt!: Date;

  @Field(() => Int, { description: 'How often it was seen.' })
  readonly timesSeen!: number;

  @Field(() => AcknowledgementType, {
    nullable: true,
    description: 'Who has taken it up; null where nobody has.',
  })
  readonly acknowledgement!: Acknowledgement | null;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When the condition was found to be gone; null while it lasts.',
  })
  readonly resolvedAt!: Date | null;
}
