import type { ApolloServerPlugin } from '@apollo/server';
import { type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';

import type { GraphqlContext } from './context.ts';
import { refuseCostly } from './refuse-costly.ts';
import type { Limits } from './service/limits.ts';

/** Fields that a log line names of an operation without a name. */
const mostFields = 3;

/** Once the operation of a request is known: notes it for the log line and refuses it when it asks for too much. */
export function requestPlugin(
  schema: GraphQLSchema,
  limits: Limits,
): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ request, document, operation, contextValue }) => {
          const { facts } = contextValue.scope;
          if (operation === undefined) return Promise.resolve();
          facts.operationType = operation.operation;
          facts.operation = operation.name?.value ?? fieldsOf(operation);
          const variables = request.variables ?? {};
          refuseCostly({ schema, document, operation, variables, limits });
          return Promise.resolve();
        },
      }),
  };
}

/** An operation without a name is called by the first of its fields. */
function fieldsOf({ selectionSet }: OperationDefinitionNode): string {
  const fields = selectionSet.selections.flatMap((node) =>
    node.kind === Kind.FIELD ? node.name.value : [],
  );
  return [...new Set(fields)].slice(0, mostFields).join(',');
}
