import type { App } from '../../server/app.ts';
import type { Dataset, ItemFilter } from '../../server/application/catalog/index.ts';
import type { ForecastAnswer } from '../../server/application/forecasts/index.ts';
import type { OnProgress } from '../../server/application/telemetry.ts';

/** Items by their keys, or by a filter (`{}` = all). */
export type ForecastSelection =
  { readonly keys: readonly string[] } | { readonly filter: ItemFilter };

export interface ForecastBatchRequest {
  readonly dataset: Dataset;
  readonly selection: ForecastSelection;
  readonly horizon: number | undefined;
  readonly model: string | undefined;
  readonly quantileLevels: readonly number[] | undefined;
  readonly asOf: Date | undefined;
  readonly cutoff: string | undefined;
}

interface BatchControl {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Small enough for a lively progress, large enough that requests cost little. */
const largestBatch = 250;
/** Batches under way at once: one is read while another is computed. */
const underWay = 2;

/**
 * Forecasts any number of items in bounded memory, in the order of their keys or as they were named. Every batch sees the
 * same recorded data, even while new data is being ingested.
 */
export async function* forecastBatches(
  app: App,
  request: ForecastBatchRequest,
  { signal, onProgress }: BatchControl,
): AsyncGenerator<ForecastAnswer> {
  const total = await countItems(app, request);
  const common = await commonInput(app, request);
  const answers: Promise<ForecastAnswer>[] = [];
  let done = 0;
  const next = async () => {
    const answer = await answers.shift()!;
    done += answer.forecasts.length;
    onProgress({ stage: 'forecast', done, total, unit: 'items' });
    return answer;
  };
  for await (const itemKeys of keyBatches(app, request)) {
    signal.throwIfAborted();
    const answer = app.requestForecast.execute({ ...common, itemKeys }, signal);
    // Reported when its turn comes; until then it must not count as unhandled.
    answer.catch(() => undefined);
    answers.push(answer);
    if (answers.length >= underWay) yield await next();
  }
  while (answers.length > 0) yield await next();
}

async function commonInput(app: App, request: ForecastBatchRequest): Promise<object> {
  const { dataset, horizon, model, quantileLevels, asOf, cutoff } = request;
  const snapshots = await app.series.snapshots([dataset.id], asOf ?? null);
  const given = {
    horizon,
    model,
    quantileLevels: quantileLevels === undefined ? undefined : [...quantileLevels],
    asOf: snapshots.get(dataset.id)?.recordedAt ?? asOf,
    cutoff,
  };
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return { dataset: dataset.slug, ...Object.fromEntries(present) };
}

function countItems(
  { catalog }: App,
  { dataset, selection }: ForecastBatchRequest,
): Promise<number> {
  if ('keys' in selection) return Promise.resolve(new Set(selection.keys).size);
  return catalog.itemCount(dataset.id, selection.filter);
}

async function* keyBatches(
  app: App,
  { dataset, selection }: ForecastBatchRequest,
): AsyncGenerator<string[]> {
  const limit = Math.min(largestBatch, app.config.maxItems);
  if ('keys' in selection) {
    const keys = [...new Set(selection.keys)];
    for (let from = 0; from < keys.length; from += limit) yield keys.slice(from, from + limit);
    return;
  }
  let after: string | null = null;
  for (;;) {
    const page = await app.catalog.itemPage({
      datasetId: dataset.id,
      filter: selection.filter,
      order: { field: 'key', direction: 'asc' },
      after: after === null ? null : { value: after, key: after },
      limit,
    });
    const keys = page.map(({ key }) => key);
    if (keys.length > 0) yield keys;
    after = keys.at(-1) ?? null;
    if (after === null || keys.length < limit) return;
  }
}
