import { seasonLength } from '#core/calendar';
import { ForecastError } from '#core/errors';

import { resolveDataset } from '../backtests/index.ts';
import type { CatalogReader, SeriesReader } from '../catalog/index.ts';
import type { IngestionStore } from '../ingestion/index.ts';
import type { TrainCommand } from '../model-training/index.ts';
import type { OnProgress } from '../telemetry.ts';
import type { DataCheck } from './data-check.ts';
import { judgeData } from './judge-data.ts';
import { readDataFacts } from './read-data-facts.ts';

interface CheckPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly ingestions: Pick<IngestionStore, 'ingestions'>;
  readonly now: () => Date;
}

interface CheckControl {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Looks whether a training on a dataset makes sense. */
export class CheckData {
  readonly #ports: CheckPorts;

  constructor(ports: CheckPorts) {
    this.#ports = ports;
  }

  /** @throws ForecastError DATASET_NOT_FOUND, NO_DATA_AS_OF. */
  async execute(
    {
      dataset: slug,
      settings,
      windows,
      asOf,
    }: Pick<TrainCommand, 'dataset' | 'settings' | 'windows' | 'asOf'>,
    control: CheckControl,
  ): Promise<readonly DataCheck[]> {
    const state = await resolveDataset(slug, asOf ?? null, this.#ports);
    const { dataset, snapshot } = state;
    const { horizon, lookbacks } = settings;
    const { firstPeriod, lastPeriod } = snapshot;
    const scored = windows * horizon;
    const cutoff = lastPeriod - scored;
    const facts = await readDataFacts(this.#ports, state, { cutoff, horizon }, control);
    return judgeData(dataset, facts, {
      horizon,
      available: lastPeriod - firstPeriod + 1,
      needed: seasonLength(dataset.calendar.frequency) + horizon + scored,
      wanted: Math.max(...lookbacks) * horizon + horizon + scored,
    });
  }
}

/** @throws ForecastError DATA_UNFIT where a check was refused. */
export function refuseUnfitData(dataset: string, checks: readonly DataCheck[]): void {
  const problems = checks.filter(({ state }) => state === 'refused');
  if (problems.length === 0) return;
  const found = problems.map((one) => one.found).join(' ');
  throw new ForecastError('DATA_UNFIT', `No model can be trained on "${dataset}": ${found}`, {
    dataset,
    checks: problems.map(({ check, found: fact }) => ({ check, found: fact })),
  });
}
