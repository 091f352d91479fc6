import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type {
  ExecutionArgs,
  GraphQLError,
  GraphQLFormattedError,
  GraphQLSchema,
  ValidationRule,
} from 'graphql';

import type { RequestScope } from '../application/request-scope.ts';
import type { Logger } from '../application/telemetry.ts';
import type { GraphqlContext } from './context.ts';
import { currentScope, within } from './current-scope.ts';
import { createErrorFormatter } from './errors.ts';
import { exampleQuery } from './example-query.ts';
import { aliasLimit, depthLimit, queryLimits } from './hardening/index.ts';
import { createLoaders } from './loaders/index.ts';
import { describeFailure, type Failure } from './public-codes.ts';
import { requestPlugin } from './request-plugin.ts';
import { type ApiPorts, loaderSources, resolverInstances } from './resolver-instances.ts';
import { buildApiSchema } from './schema.ts';
import type { Limits } from './service/limits.ts';
import { type SubscriptionRequest, subscriptionRequest } from './subscription-request.ts';

type ConfiguredLimits = Omit<Limits, keyof typeof queryLimits>;

/** Settings of the API; a Config fits. */
export interface GraphqlSettings extends ConfiguredLimits {
  readonly version: string;
  readonly modelName: string;
  readonly introspection: boolean;
}

/** The GraphQL API without a transport. */
export interface GraphqlApi {
  readonly schema: GraphQLSchema;
  /** Started and ready to be mounted. */
  readonly apollo: ApolloServer<GraphqlContext>;
  contextOf(scope: RequestScope): GraphqlContext;
  /** Checks an operation from a socket as one from HTTP; answers what may be run, or why it may not. */
  subscriptionRequest(
    request: SubscriptionRequest,
    scope: RequestScope,
  ): ExecutionArgs | readonly GraphQLError[];
  /** The errors of a scope as callers see them. */
  formatErrors(
    errors: readonly GraphQLError[],
    scope: RequestScope,
  ): readonly GraphQLFormattedError[];
  /** Runs the handling of one request; errors formatted inside carry the ids of `scope`. */
  within<Result>(scope: RequestScope, work: () => Result): Result;
  /** The API's description of a failure outside of GraphQL, such as a deadline. */
  describeFailure(error: unknown): Failure;
  /** A query worth trying first, for the landing page and the start message. */
  exampleQuery(): Promise<string>;
  stop(): Promise<void>;
}

/** Builds and starts the API over its ports. */
export async function createGraphqlApi(
  ports: ApiPorts,
  settings: GraphqlSettings,
  logger: Logger,
): Promise<GraphqlApi> {
  const limits = limitsOf(settings);
  const { version, modelName: defaultModel } = settings;
  const schema = buildApiSchema(resolverInstances(ports, { version, defaultModel, limits }));
  const sources = loaderSources(ports, limits);
  const rules: readonly ValidationRule[] = [
    depthLimit(queryLimits.maxQueryDepth),
    aliasLimit(queryLimits.maxQueryAliases),
  ];
  const formatError = createErrorFormatter(logger);
  const apollo = new ApolloServer<GraphqlContext>({
    schema,
    introspection: settings.introspection,
    hideSchemaDetailsFromClientErrors: !settings.introspection,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: queryLimits.maxQueryTokens },
    validationOptions: { maxErrors: 5 },
    validationRules: [...rules],
    formatError,
    stringifyResult,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It would be called for every field of every item, only to say that nothing may be cached.
      ApolloServerPluginCacheControlDisabled(),
      requestPlugin(schema, limits),
    ],
  });
  const contextOf = (scope: RequestScope): GraphqlContext => ({
    scope,
    loaders: createLoaders(sources),
    feed: ports.feed,
    alertFeed: ports.alertFeed,
  });
  await apollo.start();
  return {
    schema,
    apollo,
    contextOf,
    subscriptionRequest: (request, scope) =>
      subscriptionRequest(request, contextOf(scope), { ...settings, schema, rules, limits }),
    formatErrors: (errors, scope) =>
      within(scope, () => errors.map((error) => formatError(error.toJSON(), error))),
    within,
    describeFailure,
    exampleQuery: () => exampleQuery(ports.catalog),
    stop: () => apollo.stop(),
  };
}

/** Writes a response, adds the trace id and notes the outcome for the log line. */
function stringifyResult(result: {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: Record<string, unknown> | undefined;
}): string {
  const scope = currentScope();
  if (scope === null) return JSON.stringify(result);
  const failed = result.errors !== undefined && result.errors.length > 0;
  const failure = result.data == null ? 'error' : 'partial';
  scope.facts.outcome = failed ? failure : 'ok';
  const { traceId } = scope;
  return JSON.stringify({ ...result, extensions: { ...result.extensions, traceId } });
}

function limitsOf(settings: GraphqlSettings): Limits {
  return {
    ...queryLimits,
    maxHorizon: settings.maxHorizon,
    defaultHorizon: settings.defaultHorizon,
    maxItems: settings.maxItems,
    maxQuantileLevels: settings.maxQuantileLevels,
    maxPageSize: settings.maxPageSize,
    maxHistoryPeriods: settings.maxHistoryPeriods,
    maxIngestValues: settings.maxIngestValues,
    maxResponseValues: settings.maxResponseValues,
    maxRequestBytes: settings.maxRequestBytes,
    requestTimeoutSeconds: settings.requestTimeoutSeconds,
  };
}
