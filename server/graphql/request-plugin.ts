import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';

import type { GraphqlContext } from './context.ts';
import { refuseCostly } from './refuse-costly.ts';
import type { Limits } from './service/limits.ts';

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
          if (operation.name !== undefined) facts.operation = operation.name.value;
          const variables = request.variables ?? {};
          refuseCostly({ schema, document, operation, variables, limits });
          return Promise.resolve();
        },
      }),
  };
}
