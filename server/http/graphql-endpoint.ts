import type { ApolloServer, BaseContext } from '@apollo/server';

import type { ExecutionArgs, GraphQLError, GraphQLFormattedError } from 'graphql';

import type { ErrorClass, RequestScope } from '../application/request-scope.ts';

/** A failure as the API describes it. */
export interface EndpointFailure {
  readonly message: string;
  readonly code: string;
  readonly reason: string;
  readonly details: object;
  readonly errorClass: ErrorClass;
  readonly isExpected: boolean;
}

/** The GraphQL API as the transport sees it; `server/graphql` builds one. */
export interface GraphqlEndpoint<Context extends BaseContext> {
  readonly apollo: ApolloServer<Context>;
  contextOf(scope: RequestScope): Context;
  /** Checks an operation from a socket; answers what may be run, or why it may not. */
  subscriptionRequest(
    request: {
      readonly query: string;
      readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
      readonly operationName?: string | null | undefined;
    },
    scope: RequestScope,
  ): ExecutionArgs | readonly GraphQLError[];
  formatErrors(
    errors: readonly GraphQLError[],
    scope: RequestScope,
  ): readonly GraphQLFormattedError[];
  within<Result>(scope: RequestScope, work: () => Result): Result;
  describeFailure(error: unknown): EndpointFailure;
  /** A query worth trying first, for the landing page. */
  exampleQuery(): Promise<string>;
  stop(): Promise<void>;
}
