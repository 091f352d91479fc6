import { Field, ID, InterfaceType } from 'type-graphql';

import type { Dataset, Item } from '../../application/catalog/index.ts';
import type { RecordedIngestion } from '../ingestion/recorded-ingestion.ts';

/** Anything that `node` finds. */
export type NodeValue = Dataset | Item | RecordedIngestion;

@InterfaceType('Node', {
  description: 'Anything with a global id, which `node(id)` finds again.',
  resolveType: (value: NodeValue) => {
    if ('contentHash' in value) return 'Ingestion';
    return 'slug' in value ? 'Dataset' : 'Item';
  },
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  readonly id!: string;
}
