import { resolveDataset } from '../backtests/index.ts';
import { type CatalogReader, readItems, type SeriesReader } from '../catalog/index.ts';
import {
  basisHashOf,
  type Batch,
  configHashOf,
  type ForecastShape,
  ladderOf,
  type LearnedServing,
  type Rung,
  suitableRungs,
  versionOf,
} from '../forecasts/index.ts';
import type { ForecastIssue } from './forecast-issue.ts';
import type { ForecastShard, IssueStore } from './ports.ts';
import type { RefreshCommand } from './refresh-command.ts';

export interface PlanPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly store: IssueStore;
  /** null: there are no learned models. */
  readonly learned: Pick<LearnedServing, 'models'> | null;
  readonly now: () => Date;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
}

export interface PlanSettings {
  /** Serves datasets that have no default model of their own. */
  readonly modelName: string;
  readonly seed: number;
  readonly release: string;
}

/** What a refresh computes, and with what. The ladder stays what it is now, whatever is promoted meanwhile. */
export interface RefreshPlan {
  readonly issue: ForecastIssue;
  readonly shape: ForecastShape;
  /** Every item. */
  readonly batch: Batch;
  readonly rungs: readonly Rung[];
}

/** Small enough for a lively progress, large enough that statements and threads are worth it. */
const itemsPerShard = 256;

/**
 * Resolves a command to an issue, a new one or that which is stored.
 * @throws ForecastError DATASET_NOT_FOUND, NO_DATA_AS_OF, MODEL_NOT_FOUND.
 */
export async function planRefresh(
  command: RefreshCommand,
  signal: AbortSignal,
  ports: PlanPorts,
  settings: PlanSettings,
): Promise<RefreshPlan> {
  const { catalog, store, learned, sha256 } = ports;
  const { horizon, quantileLevels } = command;
  const shape = { horizon, quantileLevels };
  const { dataset, snapshot } = await resolveDataset(command.dataset, command.asOf, ports);
  const model = command.model ?? dataset.defaultModel ?? settings.modelName;
  const known = await ladderOf(model, command.model === null ? 'default' : 'requested', learned);
  const items = await readItems(catalog, dataset.id, signal);
  const batch = { dataset, snapshot, items, cutoff: snapshot.lastPeriod };
  const rungs = suitableRungs(known, batch, horizon);
  const isThere = (rungs[0]?.forecaster ?? null) !== null;
  const { modelVersion, artifactSha256 } = versionOf(model, rungs, settings.release);
  const { sequence, recordedAt: asOf, datasetVersion } = snapshot;
  const asked = {
    datasetId: dataset.id,
    basisHash: basisHashOf(batch, rungs, settings, sha256),
    configHash: configHashOf(batch, shape, rungs, settings, sha256),
    ...{ model, modelVersion: isThere ? modelVersion : null, artifactSha256 },
    ...{ sequence, asOf, datasetVersion, cutoff: batch.cutoff, seed: settings.seed },
    ...{ ...shape, items: items.length },
  };
  const ids = items.map(({ id }) => id);
  const issue = (await store.find(asked)) ?? (await store.open(asked, shardsOf(ids)));
  return { issue, shape, batch, rungs };
}

function shardsOf(itemIds: readonly number[]): readonly ForecastShard[] {
  const count = Math.ceil(itemIds.length / itemsPerShard);
  return Array.from({ length: count }, (_, index) => ({
    index,
    itemIds: itemIds.slice(index * itemsPerShard, (index + 1) * itemsPerShard),
  }));
}
