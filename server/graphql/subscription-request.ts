import {
  type DocumentNode,
  type ExecutionArgs,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
  OperationTypeNode,
} from 'graphql';

import type { GraphqlContext } from './context.ts';
import { queryLimits } from './hardening/index.ts';
import { refuseCostly } from './refuse-costly.ts';
import type { Limits } from './service/limits.ts';

/** An operation as a socket brings it. */
export interface SubscriptionRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

interface Checks {
  readonly schema: GraphQLSchema;
  /** Besides those of the specification. */
  readonly rules: readonly ValidationRule[];
  readonly introspection: boolean;
  readonly limits: Limits;
}

const mostErrors = 5;

/**
 * Checks an operation as Apollo checks those over HTTP: tokens, validity, depth, aliases, introspection, cost. Answers what may
 * be run, or why it may not.
 */
export function subscriptionRequest(
  { query, variables, operationName }: SubscriptionRequest,
  contextValue: GraphqlContext,
  { schema, rules, introspection, limits }: Checks,
): ExecutionArgs | readonly GraphQLError[] {
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const hidden = introspection ? [] : [NoSchemaIntrospectionCustomRule];
  const broken = validate(schema, document, [...specifiedRules, ...rules, ...hidden], {
    maxErrors: mostErrors,
  });
  if (broken.length > 0) return broken.map((error) => validationError(error, introspection));
  const operation = getOperationAST(document, operationName);
  if (operation == null) {
    return [coded('The document has no operation of that name.', 'OPERATION_RESOLUTION_FAILURE')];
  }
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
    const message = `A ${operation.operation} is sent by POST; sockets are for subscriptions.`;
    return [coded(message, 'BAD_REQUEST')];
  }
  const { facts } = contextValue.scope;
  facts.operationType = operation.operation;
  if (operation.name !== undefined) facts.operation = operation.name.value;
  try {
    refuseCostly({ schema, document, operation, variables: variables ?? {}, limits });
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
  return {
    ...{ schema, document, contextValue, variableValues: variables ?? {} },
    operationName: operationName ?? null,
  };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: queryLimits.maxQueryTokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return coded(error.message, 'GRAPHQL_PARSE_FAILED');
  }
}

/** Suggestions tell of the schema, as introspection does. */
function validationError(error: GraphQLError, introspection: boolean): GraphQLError {
  if (error.originalError !== undefined) return error;
  const message = introspection ? error.message : error.message.replace(/ ?Did you mean.+\?$/, '');
  return coded(message, 'GRAPHQL_VALIDATION_FAILED');
}

function coded(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
