import { ObjectType } from 'type-graphql';

@ObjectType('History', {
  description:
    'What was recorded for an item, column by column: index i of every list is one period.',
})
export class HistoryType {}
