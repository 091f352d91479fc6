import { Field, ID, InterfaceType } from 'type-graphql';

import type { BacktestSummary } from '../../application/backtests/index.ts';
import type { Dataset, Item } from '../../application/catalog/index.ts';
import type { ForecastIssue } from '../../application/forecast-issues/index.ts';
import type { Alert } from '../../application/monitoring/index.ts';
import type { Job } from '../../application/jobs/index.ts';
import type { Model, ModelVersion } from '../../application/models/index.ts';
import type { StoredScenario } from '../../application/scenarios/index.ts';
import type { RecordedIngestion } from '../ingestion/recorded-ingestion.ts';

/** Anything that `node` finds. */
export type NodeValue =
  | Alert
  | BacktestSummary
  | Dataset
  | ForecastIssue
  | Item
  | Job
  | Model
  | ModelVersion
  | RecordedIngestion
  | StoredScenario;

@InterfaceType('Node', {
  description: 'Anything with a global id, which `node(id)` finds again.',
  resolveType: (value: NodeValue) => {
    if ('runbook' in value) return 'Alert';
    if ('contentHash' in value) return 'Ingestion';
    if ('basisHash' in value) return 'ForecastIssue';
    if ('contentSha256' in value) return 'Scenario';
    if ('artifactSha256' in value) return 'ModelVersion';
    if ('champion' in value) return 'Model';
    if ('attempts' in value) return 'Job';
    if ('unitsDone' in value) return 'BacktestRun';
    return 'slug' in value ? 'Dataset' : 'Item';
  },
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  readonly id!: string;
}
