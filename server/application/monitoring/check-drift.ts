import { periodOf } from '#core/calendar';
import { detectDrift } from '#core/drift';
import { ForecastError } from '#core/errors';
import { buildHierarchy, parseLevel } from '#core/hierarchy';
import { seriesOfSteps, unpackSeries } from '#core/series';
import { z } from 'zod';

import { type DatasetState, readPanel, resolveDataset } from '../backtests/index.ts';
import {
  type CatalogReader,
  type Dataset,
  itemAttributes,
  readItems,
  type SeriesReader,
} from '../catalog/index.ts';
import { parseInput } from '../parse-input.ts';
import type { OnProgress, Tracer } from '../telemetry.ts';
import type { DriftCheck } from './drift-check.ts';
import type { DriftStore } from './ports.ts';
import { watchedLevels } from './watched-levels.ts';

const text = z.string().min(1).max(200);
const command = z.strictObject({
  dataset: text,
  /** The last period that is looked at; the end of the data where none is given. */
  cutoff: text.optional(),
  /** Levels of segments, such as `store` or `store × department`. */
  levels: z.array(text).min(1).max(20).optional(),
  asOf: z.date({ error: 'must be an instant such as 2026-01-31T12:00:00Z' }).optional(),
});

interface DriftPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly store: DriftStore;
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

/** Use case: look for what has changed in a dataset, and keep the report. The same check of the same data is stored once. */
export class CheckDrift {
  readonly #ports: DriftPorts;

  constructor(ports: DriftPorts) {
    this.#ports = ports;
  }

  /**
   * @throws ForecastError INVALID_INPUT (also for a dataset of months), DATASET_NOT_FOUND, NO_DATA_AS_OF, INVALID_DATE,
   * LEVEL_NOT_FOUND, ATTRIBUTE_MISSING, LIMIT_EXCEEDED.
   */
  execute(input: unknown, control: Control): Promise<DriftCheck> {
    const { dataset, cutoff, levels, asOf } = parseInput(command, input);
    return this.#ports.tracer.span('drift.check', { 'forecastle.dataset': dataset }, async () => {
      const state = await resolveDataset(dataset, asOf ?? null, this.#ports);
      const last = lastPeriod(state, cutoff);
      return this.#check(state, last, levels ?? null, control);
    });
  }

  async #check(
    { dataset, snapshot }: DatasetState,
    last: number,
    asked: readonly string[] | null,
    { signal, onProgress = () => undefined }: Control,
  ): Promise<DriftCheck> {
    const { catalog, series, store, sha256, release } = this.#ports;
    const { datasetVersion } = snapshot;
    const items = await readItems(catalog, dataset.id, signal);
    const described = items.map((item) => ({ key: item.key, attributes: itemAttributes(item) }));
    const levels = asked ?? watchedLevels(described);
    const hierarchy = buildHierarchy(described, levels.map(parseLevel));
    const panel = await readPanel(
      series,
      {
        ...{ dataset, snapshot, items, last },
        ...{ windows: [], weights: 'unit-sales', keeps: 'demand-and-prices' },
      },
      { signal, onProgress },
    );
    const prices = (panel.prices ?? []).map(seriesOfSteps);
    const hasPrices = panel.prices?.some(({ length }) => length > 0) === true;
    const report = detectDrift(
      {
        calendar: dataset.calendar,
        hierarchy,
        items: panel.series.map(unpackSeries),
        prices: hasPrices ? prices : null,
      },
      last,
    );
    return store.save({
      datasetId: dataset.id,
      configHash: sha256(JSON.stringify({ datasetVersion, last, levels, release })),
      datasetVersion,
      asOf: snapshot.recordedAt,
      report,
    });
  }
}

/** @throws ForecastError INVALID_DATE, or INVALID_INPUT for one outside of the data. */
function lastPeriod({ dataset, snapshot }: DatasetState, cutoff: string | undefined): number {
  if (cutoff === undefined) return snapshot.lastPeriod;
  const period = periodOf(dataset.calendar, cutoff);
  if (period >= snapshot.firstPeriod && period <= snapshot.lastPeriod) return period;
  throw outside(dataset, cutoff);
}

function outside({ slug }: Dataset, cutoff: string): ForecastError<'INVALID_INPUT'> {
  const message = `${cutoff} lies outside of the demand of dataset "${slug}"; give a date that it has, or none for its end`;
  return new ForecastError('INVALID_INPUT', `cutoff: ${message}.`, {
    issues: [{ path: 'cutoff', message }],
  });
}
