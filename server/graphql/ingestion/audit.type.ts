import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { Audit, AuditCheckName, AuditFinding } from '../../application/ingestion/index.ts';

const auditCheck = {
  DUPLICATES: 'duplicates',
  GAPS: 'gaps',
  NEGATIVES: 'negatives',
  NON_NUMERIC: 'non-numeric',
  UNKNOWN_ITEMS: 'unknown-items',
  FUTURE_DATES: 'future-dates',
  SPIKES: 'spikes',
  LEADING_ZEROS: 'leading-zeros',
  ALL_ZERO: 'all-zero',
} satisfies Record<string, AuditCheckName>;

registerEnumType(auditCheck, {
  name: 'AuditCheck',
  description: 'A check that every ingestion passes through.',
  valuesConfig: {
    DUPLICATES: { description: 'Several rows for one item and period.' },
    GAPS: { description: 'Periods without a row between the first and the last of an item.' },
    NEGATIVES: { description: 'Demand below zero, such as returns.' },
    NON_NUMERIC: { description: 'Text where a number belongs.' },
    UNKNOWN_ITEMS: { description: 'Items that had not been known before.' },
    FUTURE_DATES: { description: 'Periods after the day of the ingestion.' },
    SPIKES: { description: 'Values far above the item’s 99th percentile.' },
    LEADING_ZEROS: { description: 'Zeros before the first sale of an item.' },
    ALL_ZERO: { description: 'Items that never sold.' },
  },
});

const auditUnit = { VALUES: 'values', ROWS: 'rows', ITEMS: 'items' } satisfies Record<
  Uppercase<AuditFinding['unit']>,
  AuditFinding['unit']
>;

registerEnumType(auditUnit, {
  name: 'AuditUnit',
  description: 'What a check counts.',
  valuesConfig: {
    VALUES: { description: 'Values of one item and period.' },
    ROWS: { description: 'Rows of the source.' },
    ITEMS: { description: 'Items.' },
  },
});

@ObjectType('AuditFinding', { description: 'What one check found in an ingestion.' })
class AuditFindingType implements AuditFinding {
  @Field(() => auditCheck, { description: 'The check.' })
  readonly check!: AuditCheckName;

  @Field(() => auditUnit, { description: 'What is counted.' })
  readonly unit!: AuditFinding['unit'];

  @Field(() => Int, { description: 'How many were found; 0 = nothing to report.' })
  readonly count!: number;

  @Field(() => [String], { description: 'The first few places, at most 5.' })
  readonly examples!: readonly string[];
}

@ObjectType('Audit', { description: 'The audit of the data of one ingestion.' })
export class AuditType implements Audit {
  @Field(() => [AuditFindingType], {
    description: 'One entry per check, also where it found nothing.',
  })
  readonly findings!: readonly AuditFinding[];
}
