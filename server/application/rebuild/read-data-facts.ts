import { periodOf } from '#core/calendar';
import type { Series } from '#core/series';

import type { DatasetState } from '../backtests/index.ts';
import {
  type CatalogReader,
  type Item,
  readEvents,
  readItems,
  type SeriesReader,
} from '../catalog/index.ts';
import type { AuditCheckName, IngestionStore } from '../ingestion/index.ts';
import type { OnProgress } from '../telemetry.ts';

/** Items per statement: a few megabytes of values. */
const chunkSize = 500;
/** Ingestions whose audits are looked at. */
const mostIngestions = 1000;

/** What the checks of a dataset are made from. */
export interface DataFacts {
  readonly items: number;
  /** Items that sold anything up to the end of what weights would see. */
  readonly soldItems: number;
  /** Items with a price anywhere. */
  readonly pricedItems: number;
  /** Periods without a known demand from each item's first known one to the last of the dataset, and all of these periods. */
  readonly unknown: number;
  readonly listed: number;
  readonly events: number;
  /** Events of the periods that follow the data. */
  readonly comingEvents: number;
  /** What the audits of the newest ingestions found, added up; checks that found nothing are absent. */
  readonly findings: readonly {
    readonly check: AuditCheckName;
    readonly unit: string;
    readonly count: number;
  }[];
  readonly ingestions: number;
  /** Periods from the last one with demand to the present. */
  readonly age: number;
}

interface FactPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly ingestions: Pick<IngestionStore, 'ingestions'>;
  readonly now: () => Date;
}

/** Reads a dataset once, chunk by chunk. `cutoff` is the last period that weights would see. */
export async function readDataFacts(
  { catalog, series, ingestions, now }: FactPorts,
  { dataset, snapshot }: DatasetState,
  { cutoff, horizon }: { readonly cutoff: number; readonly horizon: number },
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
): Promise<DataFacts> {
  const { lastPeriod: last, sequence } = snapshot;
  const items = await readItems(catalog, dataset.id, signal);
  const sums = { soldItems: 0, pricedItems: 0, unknown: 0, listed: 0 };
  for (let first = 0; first < items.length; first += chunkSize) {
    signal.throwIfAborted();
    const chunk = items.slice(first, first + chunkSize);
    const range = { itemIds: idsOf(chunk), sequence, fromPeriod: null, toPeriod: last };
    const [demand, prices] = await Promise.all([series.demand(range), series.prices(range)]);
    for (const one of demand) addDemand(sums, one, { cutoff, last });
    sums.pricedItems += prices.filter(({ values }) => values.some(isKnown)).length;
    const done = first + chunk.length;
    onProgress({ stage: 'check', done, total: items.length, unit: 'items' });
  }
  const events = await readEvents(catalog, dataset, last + horizon);
  const newest = await ingestions.ingestions(dataset.id, mostIngestions);
  return {
    ...sums,
    items: items.length,
    events: events.length,
    comingEvents: events.filter(({ period }) => period > last).length,
    findings: findingsOf(newest),
    ingestions: newest.length,
    age: periodOf(dataset.calendar, now().toISOString().slice(0, 19)) - last,
  };
}

function addDemand(
  sums: { soldItems: number; unknown: number; listed: number },
  { start, values }: Series,
  { cutoff, last }: { readonly cutoff: number; readonly last: number },
): void {
  const first = values.findIndex(isKnown);
  if (first === -1) return;
  const listed = last - (start + first) + 1;
  sums.listed += listed;
  sums.unknown += listed - values.reduce((known, value) => known + (isKnown(value) ? 1 : 0), 0);
  if (values.subarray(0, Math.max(0, cutoff + 1 - start)).some((value) => value > 0)) {
    sums.soldItems += 1;
  }
}

function findingsOf(
  ingestions: Awaited<ReturnType<IngestionStore['ingestions']>>,
): DataFacts['findings'] {
  const found = new Map<AuditCheckName, { check: AuditCheckName; unit: string; count: number }>();
  for (const { check, unit, count } of ingestions.flatMap(({ audit }) => audit.findings)) {
    const before = found.get(check)?.count ?? 0;
    if (count > 0) found.set(check, { check, unit, count: before + count });
  }
  return [...found.values()];
}

function idsOf(items: readonly Item[]): readonly number[] {
  return items.map(({ id }) => id);
}

function isKnown(value: number): boolean {
  return !Number.isNaN(value);
}
