import 'reflect-metadata';

import { InvariantError } from '#core/errors';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';

import { AlertResolver } from './alert/alert.resolver.ts';
import { BacktestResolver } from './backtest/backtest.resolver.ts';
import { DatasetContentResolver } from './dataset/dataset-content.resolver.ts';
import { DefaultModelResolver } from './dataset/default-model.resolver.ts';
import { DatasetResolver } from './dataset/dataset.resolver.ts';
import { DriftResolver } from './drift/drift.resolver.ts';
import { ForecastExportResolver } from './forecast-issue/forecast-export.resolver.ts';
import {
  ForecastIssueResolver,
  IssuedForecastResolver,
  ItemForecastsResolver,
} from './forecast-issue/forecast-issue.resolver.ts';
import { ForecastResolver, ForecastResultResolver } from './forecast/forecast.resolver.ts';
import { VerifyForecastResolver } from './forecast-verification/verify-forecast.resolver.ts';
import { HistoryResolver, ItemHistoryResolver } from './history/history.resolver.ts';
import { IngestDemandResolver } from './ingestion/ingest-demand.resolver.ts';
import { IngestionResolver } from './ingestion/ingestion.resolver.ts';
import { ItemConnectionResolver, ItemResolver } from './item/item.resolver.ts';
import { JobResolver } from './job/job.resolver.ts';
import { ModelResolver } from './model/model.resolver.ts';
import { ModelVersionResolver } from './model-version/model-version.resolver.ts';
import { NodeResolver } from './node/node.resolver.ts';
import { PromotionResolver } from './promotion/promotion.resolver.ts';
import { RealisedAccuracyResolver } from './realised-accuracy/realised-accuracy.resolver.ts';
import { ScenarioResolver } from './scenario/scenario.resolver.ts';
import { ScheduleResolver, ScheduleRunResolver } from './schedule/schedule.resolver.ts';
import { ServiceResolver } from './service/service.resolver.ts';

const resolvers = [
  AlertResolver,
  BacktestResolver,
  DatasetContentResolver,
  DatasetResolver,
  DefaultModelResolver,
  DriftResolver,
  ForecastExportResolver,
  ForecastIssueResolver,
  ForecastResolver,
  ForecastResultResolver,
  HistoryResolver,
  IngestDemandResolver,
  IngestionResolver,
  IssuedForecastResolver,
  ItemConnectionResolver,
  ItemForecastsResolver,
  ItemHistoryResolver,
  ItemResolver,
  JobResolver,
  ModelResolver,
  ModelVersionResolver,
  NodeResolver,
  PromotionResolver,
  RealisedAccuracyResolver,
  ScenarioResolver,
  ScheduleResolver,
  ScheduleRunResolver,
  ServiceResolver,
  VerifyForecastResolver,
] as const;

/** An instance of every resolver class. */
export type ResolverInstances = readonly InstanceType<(typeof resolvers)[number]>[];

/** The executable schema; fields are resolved by these instances. Without any it can be printed, not run. */
export function buildApiSchema(instances: ResolverInstances = []): GraphQLSchema {
  const byClass = new Map<unknown, object>(
    instances.map((instance) => [instance.constructor, instance]),
  );
  const schema = buildSchemaSync({
    resolvers: [...resolvers],
    container: { get: (type: unknown) => byClass.get(type) },
    validate: false,
    // type-graphql asks for one where there are subscriptions; ours bring their own sources.
    pubSub: { subscribe: noTopics, publish: noTopics },
  });
  schema.description =
    'Forecastle forecasts retail demand: browse datasets and items, forecast them, verify forecasts, append new demand, start backtests, trainings, refreshes and exports, at once or by the clock, promote models, take alerts up.';
  describe(schema.getQueryType(), 'What can be read.');
  describe(schema.getMutationType(), 'What can be changed.');
  describe(schema.getSubscriptionType(), 'What can be followed, over WebSocket.');
  return schema;
}

/** type-graphql has no place for the descriptions of the root types. */
function describe(type: GraphQLObjectType | null | undefined, description: string): void {
  if (type != null) type.description = description;
}

function noTopics(): never {
  throw new InvariantError('no subscription has topics');
}
