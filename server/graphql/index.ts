// type-graphql's decorators want it to be there before the first of them runs.
import 'reflect-metadata';

/** The GraphQL face of the use cases: schema, resolvers, limits and the error funnel. */
export { createGraphqlApi, type GraphqlApi, type GraphqlSettings } from './graphql-api.ts';
export { printApiSchema } from './print-schema.ts';
export type { ApiPorts } from './resolver-instances.ts';
