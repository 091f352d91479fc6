import type { ApolloServer, BaseContext } from '@apollo/server';

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
  within<Result>(scope: RequestScope, work: () => Result): Result;
  describeFailure(error: unknown): EndpointFailure;
  /** A query worth trying first, for the landing page. */
  exampleQuery(): Promise<string>;
  stop(): Promise<void>;
}
