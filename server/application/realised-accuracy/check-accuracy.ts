import { demandUnderPolicy } from '#core/backtest';
import { buildHierarchy, type Hierarchy, itemLevel, parseLevel } from '#core/hierarchy';
import { z } from 'zod';

import { type DatasetState, resolveDataset } from '../backtests/index.ts';
import {
  type CatalogReader,
  type Item,
  itemAttributes,
  readItems,
  type SeriesReader,
} from '../catalog/index.ts';
import type { ForecastIssue, IssueReader } from '../forecast-issues/index.ts';
import { watchedLevels } from '../monitoring/index.ts';
import { parseInput } from '../parse-input.ts';
import type { OnProgress, Tracer } from '../telemetry.ts';
import { IssueScoring } from './issue-scoring.ts';
import type { RealisedStore } from './ports.ts';
import type { NewRealisedCheck } from './realised-check.ts';
import { joined, type ScoredIssue } from './scored-issue.ts';

/** Items that are read together: their demand, and what each issue says of them, stay in memory no longer. */
const itemsPerShard = 256;

const command = z.strictObject({
  dataset: z.string().min(1).max(200),
  /** The demand as it was recorded by then; by now where it is left out. */
  asOf: z.date({ error: 'must be an instant such as 2026-01-31T12:00:00Z' }).optional(),
});

interface CheckPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly issues: Pick<IssueReader, 'issuedFrom' | 'rows'>;
  readonly store: RealisedStore;
  readonly tracer: Tracer;
  readonly now: () => Date;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
  readonly release: string;
}

interface Control {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** An issue and the hash of the check that is due. */
interface DueCheck {
  readonly issue: ForecastIssue;
  readonly configHash: string;
}

/**
 * Use case: score the issues of a dataset against the demand that has arrived since, and keep the scores. Issues count whose
 * cutoff lies among the last periods of the data, but for the very last one, after which nothing is known. The same check of the
 * same data is stored once.
 */
export class CheckAccuracy {
  readonly #ports: CheckPorts;
  readonly #windowPeriods: number;

  constructor(ports: CheckPorts, settings: { readonly realisedWindowPeriods: number }) {
    this.#ports = ports;
    this.#windowPeriods = settings.realisedWindowPeriods;
  }

  /**
   * What was scored, the newest issue first.
   * @throws ForecastError INVALID_INPUT, DATASET_NOT_FOUND, NO_DATA_AS_OF.
   */
  execute(input: unknown, control: Control): Promise<readonly ScoredIssue[]> {
    const { dataset, asOf } = parseInput(command, input);
    return this.#ports.tracer.span(
      'accuracy.check',
      { 'forecastle.dataset': dataset },
      async () => {
        const { store } = this.#ports;
        const state = await resolveDataset(dataset, asOf ?? null, this.#ports);
        const due = await this.#due(state);
        const hashes = due.map(({ configHash }) => configHash);
        const issues = due.map(({ issue }) => issue);
        const known = await store.find(hashes);
        const isKnown = new Set(known.map(({ configHash }) => configHash));
        const missing = due.filter(({ configHash }) => !isKnown.has(configHash));
        if (missing.length === 0) return joined(known, issues);
        await store.save(await this.#score(state, missing, control));
        return joined(await store.find(hashes), issues);
      },
    );
  }

  async #due({ dataset, snapshot }: DatasetState): Promise<readonly DueCheck[]> {
    const { issues, sha256, release } = this.#ports;
    const { datasetVersion, lastPeriod } = snapshot;
    const found = await issues.issuedFrom({
      datasetId: dataset.id,
      firstCutoff: lastPeriod - this.#windowPeriods,
      lastCutoff: lastPeriod - 1,
    });
    return found.map((issue) => ({
      issue,
      configHash: sha256(JSON.stringify({ issue: issue.id, datasetVersion, release })),
    }));
  }

  async #score(
    state: DatasetState,
    due: readonly DueCheck[],
    control: Control,
  ): Promise<readonly NewRealisedCheck[]> {
    const { dataset, snapshot } = state;
    const items = await readItems(this.#ports.catalog, dataset.id, control.signal);
    const hierarchy = hierarchyOver(items);
    const scorings = due.map(({ issue }) => new IssueScoring(issue, hierarchy, dataset.calendar));
    await this.#addShards(state, items, scorings, control);
    return due.map(({ issue, configHash }, place): NewRealisedCheck => {
      const through = Math.min(snapshot.lastPeriod, issue.cutoff + issue.horizon);
      const { datasetVersion, recordedAt: asOf } = snapshot;
      return {
        ...{ datasetId: dataset.id, issueId: issue.id, configHash, datasetVersion, asOf, through },
        ...scorings[place]!.result(),
      };
    });
  }

  async #addShards(
    { dataset, snapshot }: DatasetState,
    items: readonly Item[],
    scorings: readonly IssueScoring[],
    { signal, onProgress }: Control,
  ): Promise<void> {
    const { series, issues } = this.#ports;
    const { sequence, lastPeriod } = snapshot;
    for (let first = 0; first < items.length; first += itemsPerShard) {
      signal.throwIfAborted();
      const shard = items.slice(first, first + itemsPerShard);
      const itemIds = shard.map(({ id }) => id);
      const range = { itemIds, sequence, fromPeriod: null, toPeriod: lastPeriod };
      const demand = (await series.demand(range)).map((stored) =>
        demandUnderPolicy(stored, dataset.missingValuePolicy, lastPeriod),
      );
      for (const scoring of scorings) await scoring.add({ items: shard, first, demand }, issues);
      const done = first + shard.length;
      onProgress?.({ stage: 'score', done, total: items.length, unit: 'items' });
    }
  }
}

/** The levels that are watched, and single items. */
function hierarchyOver(items: readonly Item[]): Hierarchy {
  const described = items.map((item) => ({ key: item.key, attributes: itemAttributes(item) }));
  return buildHierarchy(described, [...watchedLevels(described).map(parseLevel), itemLevel]);
}
