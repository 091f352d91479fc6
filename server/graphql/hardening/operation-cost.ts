import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  getNullableType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { getArgumentValues, getVariableValues } from 'graphql/execution/values.js';

import type { Limits } from '../service/limits.ts';
import { type ListLengths, sizeOf } from './response-size.ts';

/** Selections that are looked at before an operation counts as too large: fragments in fragments grow without bound. */
const maxSelections = 20_000;

/** An operation with its real variables. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly limits: Limits;
}

/**
 * Estimates from above how many numbers and fields an operation asks for, with its real variables. Infinity where the
 * estimate itself would take too long, 0 where the variables do not fit their types, which execution reports.
 */
export function operationCost(request: Operation): number {
  const { schema, document, operation, limits } = request;
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables);
  const root = schema.getRootType(operation.operation);
  if (coerced.coerced === undefined || root == null) return 0;
  const variables = coerced.coerced;
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  let selections = 0;

  function costOf(set: SelectionSetNode, type: GraphQLNamedType, lists: ListLengths): number {
    let cost = 0;
    for (const node of set.selections) {
      selections += 1;
      if (selections > maxSelections) return Infinity;
      if (node.kind === Kind.FIELD) {
        cost += costOfField(node, type, lists);
      } else {
        const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
        const on = inner?.typeCondition?.name.value;
        const narrowed = on === undefined ? type : schema.getType(on);
        if (inner !== undefined && narrowed !== undefined) {
          cost += costOf(inner.selectionSet, narrowed, lists);
        }
      }
    }
    return cost;
  }

  function costOfField(node: FieldNode, type: GraphQLNamedType, lists: ListLengths): number {
    const field = fieldOf(type, node.name.value);
    if (field === undefined) return 1;
    const isList = isListType(getNullableType(field.type));
    const named = getNamedType(field.type);
    if (!isCompositeType(named)) return isList ? lists.periods : 1;
    const args = getArgumentValues(field, node, variables);
    const size = sizeOf(`${type.name}.${field.name}`, args, lists, limits);
    const children = node.selectionSet;
    const inner = children === undefined ? 0 : costOf(children, named, size.lists ?? lists);
    return (size.objects ?? 1) * (1 + inner);
  }

  return costOf(operation.selectionSet, root, { periods: 1, levels: 1 });
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}
