import type { Instrumentation } from '@opentelemetry/instrumentation';
import { GraphQLInstrumentation } from '@opentelemetry/instrumentation-graphql';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';

/** The packages whose ES imports must be observed for the instrumentations to see them. */
export const instrumentedPackages = ['http', 'https', 'pg', 'pg-pool', 'graphql'];

/** A GraphQL request by GET carries its text in the URL; values in it are the caller's and stay out of traces. */
const privateQueryParameters = ['query', 'variables', 'extensions'];

/**
 * Spans around requests, GraphQL phases and SQL. Resolver spans are off (one per field is thousands), and SQL outside of
 * a request (pool upkeep, LISTEN) opens no trace of its own. Values of queries and variables are never recorded. Of the
 * runtime come metrics: event loop, heap and garbage collection.
 */
export function instrumentations(): Instrumentation[] {
  return [
    new HttpInstrumentation({ redactedQueryParamsServer: privateQueryParameters }),
    new GraphQLInstrumentation({ ignoreResolveSpans: true, mergeItems: true }),
    new PgInstrumentation({ requireParentSpan: true }),
    new RuntimeNodeInstrumentation(),
  ];
}
