import { givenValues } from '../given-values.ts';
import type {
  DemandUpdateInput,
  IngestDemandInput,
  ItemAttributesInput,
} from './ingest-demand.input.ts';

/** The use case's input for the input of `ingestDemand`. */
export function ingestCommand({
  dataset,
  updates,
  createItems,
  again,
}: IngestDemandInput): unknown {
  return { dataset, updates: updates.map(updateCommand), createItems, again };
}

function updateCommand(update: DemandUpdateInput): unknown {
  const { attributes, ...values } = givenValues(update);
  return attributes === undefined
    ? values
    : { ...values, attributes: attributesCommand(attributes) };
}

/** A null label clears it; attributes as a whole cannot be null, only empty. */
function attributesCommand(given: ItemAttributesInput): unknown {
  const { department, category, store, state } = given;
  const labels = Object.entries({ department, category, store, state });
  return {
    ...Object.fromEntries(labels.filter(([, value]) => value !== undefined)),
    ...('attributes' in given && given.attributes !== undefined
      ? { attributes: given.attributes ?? {} }
      : {}),
  };
}
