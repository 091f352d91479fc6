import DataLoader from 'dataloader';

import type {
  BacktestCatalog,
  BacktestSummary,
  RunScores,
} from '../../application/backtests/index.ts';
import type {
  CalendarEvent,
  CatalogReader,
  Dataset,
  DatasetSnapshot,
  History,
  HistoryRequest,
  Item,
  ListEvents,
  ReadHistories,
  SeriesReader,
} from '../../application/catalog/index.ts';
import type { ExportForecasts, ForecastExport } from '../../application/forecast-exports/index.ts';
import type {
  ForecastIssue,
  IssueCatalog,
  IssuedForecast,
} from '../../application/forecast-issues/index.ts';
import type { ScenarioCatalog, StoredScenario } from '../../application/scenarios/index.ts';
import type { Job, JobCatalog } from '../../application/jobs/index.ts';
import type {
  Model,
  ModelCatalog,
  ModelReference,
  ModelVersion,
  Page,
  PageRequest,
} from '../../application/models/index.ts';
import type { Alert, ListAlerts } from '../../application/monitoring/index.ts';
import type {
  Ingestion,
  IngestionPlace,
  IngestionStore,
} from '../../application/ingestion/index.ts';

type AlertReads = Pick<ListAlerts, 'find'>;
type ModelReads = Pick<ModelCatalog, 'models' | 'versions'>;

interface ItemKey {
  readonly dataset: string;
  readonly key: string;
}

interface NewestIngestions {
  readonly datasetId: number;
  readonly limit: number;
}

interface EventRange {
  readonly dataset: Dataset;
  readonly from: string | null;
  readonly to: string | null;
}

interface IssuedPage {
  readonly item: Item;
  readonly request: PageRequest;
}

/** What the loaders read from. */
export interface LoaderSources {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly ingestions: IngestionStore;
  readonly histories: ReadHistories;
  readonly events: ListEvents;
  readonly models: ModelReads;
  readonly alerts: AlertReads;
  readonly scenarios: Pick<ScenarioCatalog, 'find'>;
  readonly jobs: Pick<JobCatalog, 'find'>;
  readonly backtests: Pick<BacktestCatalog, 'runs' | 'scores'>;
  readonly issues: Pick<IssueCatalog, 'issues' | 'issuedFor'>;
  readonly exports: Pick<ExportForecasts, 'exports'>;
}

/** The loaders of one request; each remembers what it has read until the request ends. */
export interface Loaders {
  readonly datasets: DataLoader<string, Dataset | null>;
  readonly items: DataLoader<ItemKey, Item | null, string>;
  readonly itemCounts: DataLoader<number, number>;
  /** The newest snapshot of a dataset. */
  readonly snapshots: DataLoader<number, DatasetSnapshot | null>;
  readonly ingestions: DataLoader<IngestionPlace, Ingestion | null, string>;
  /** One statement per dataset and limit, however many parents ask for them. */
  readonly newestIngestions: DataLoader<NewestIngestions, readonly Ingestion[], string>;
  readonly events: DataLoader<EventRange, readonly CalendarEvent[], string>;
  readonly histories: DataLoader<HistoryRequest, History>;
  readonly prices: DataLoader<History, Float64Array>;
  readonly models: DataLoader<string, Model | null>;
  readonly alerts: DataLoader<number, Alert | null>;
  readonly modelVersions: DataLoader<ModelReference, ModelVersion | null, string>;
  readonly jobs: DataLoader<number, Job | null>;
  readonly backtestRuns: DataLoader<number, BacktestSummary | null>;
  readonly backtestScores: DataLoader<BacktestSummary, RunScores, number>;
  readonly forecastIssues: DataLoader<number, ForecastIssue | null>;
  readonly scenarios: DataLoader<number, StoredScenario | null>;
  readonly forecastExports: DataLoader<string, ForecastExport | null>;
  /** One look-up per page, however many items ask for it. */
  readonly issuedForecasts: DataLoader<IssuedPage, Page<IssuedForecast>, string>;
}

export function createLoaders(sources: LoaderSources): Loaders {
  const { catalog, series, ingestions, histories, events, models } = sources;
  const { alerts, jobs, backtests, issues, exports, scenarios } = sources;
  return {
    datasets: new DataLoader(async (slugs) => {
      const found = await catalog.datasetsBySlug(slugs);
      const bySlug = new Map(found.map((dataset) => [dataset.slug, dataset]));
      return slugs.map((slug) => bySlug.get(slug) ?? null);
    }),
    items: new DataLoader((keys) => itemsByKey(catalog, keys), {
      cacheKeyFn: ({ dataset, key }) => JSON.stringify([dataset, key]),
    }),
    itemCounts: new DataLoader(async (ids) => {
      const counts = await catalog.itemCounts(ids);
      return ids.map((id) => counts.get(id) ?? 0);
    }),
    snapshots: new DataLoader(async (ids) => {
      const snapshots = await series.snapshots(ids, null);
      return ids.map((id) => snapshots.get(id) ?? null);
    }),
    ingestions: new DataLoader(
      async (places) => {
        const found = await ingestions.ingestionsAt(places);
        const byPlace = new Map(found.map((ingestion) => [placeKey(ingestion), ingestion]));
        return places.map((place) => byPlace.get(placeKey(place)) ?? null);
      },
      { cacheKeyFn: placeKey },
    ),
    newestIngestions: new DataLoader(
      (lists) =>
        settled(lists.map(({ datasetId, limit }) => ingestions.ingestions(datasetId, limit))),
      { cacheKeyFn: ({ datasetId, limit }) => `${datasetId}:${limit}` },
    ),
    events: new DataLoader(
      (ranges) => settled(ranges.map(({ dataset, from, to }) => events.execute(dataset, from, to))),
      { cacheKeyFn: ({ dataset, from, to }) => JSON.stringify([dataset.id, from, to]) },
    ),
    histories: new DataLoader<HistoryRequest, History>((requests) => histories.execute(requests), {
      cache: false,
    }),
    prices: new DataLoader((read) => histories.prices(read)),
    models: new DataLoader(async (names) => {
      const byName = new Map((await models.models()).map((model) => [model.name, model]));
      return names.map((name) => byName.get(name) ?? null);
    }),
    alerts: new DataLoader(async (ids) => {
      const byId = new Map((await alerts.find(ids)).map((alert) => [alert.id, alert]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    modelVersions: new DataLoader((references) => models.versions(references), {
      cacheKeyFn: ({ model, version }) => `${model}@${version}`,
    }),
    jobs: new DataLoader((ids) => settled(ids.map((id) => jobs.find(id)))),
    backtestRuns: new DataLoader((ids) => backtests.runs(ids)),
    backtestScores: new DataLoader((runs) => settled(runs.map((run) => backtests.scores(run))), {
      cacheKeyFn: ({ id }) => id,
    }),
    forecastIssues: new DataLoader((ids) => issues.issues(ids)),
    scenarios: new DataLoader((ids) => Promise.all(ids.map((id) => scenarios.find(id)))),
    forecastExports: new DataLoader((ids) => exports.exports(ids)),
    issuedForecasts: new DataLoader((pages) => issuedPages(issues, pages), {
      cacheKeyFn: ({ item, request }) => JSON.stringify([item.id, request]),
    }),
  };
}

async function issuedPages(
  issues: LoaderSources['issues'],
  pages: readonly IssuedPage[],
): Promise<readonly (Page<IssuedForecast> | Error)[]> {
  const groups = [...Map.groupBy(pages, ({ request }) => JSON.stringify(request)).values()];
  const found = await settled(
    groups.map((group) =>
      issues.issuedFor(
        group.map(({ item }) => item),
        group[0]!.request,
      ),
    ),
  );
  const pageOf = new Map(
    groups.flatMap((group, at) => {
      const answer = found[at]!;
      return group.map(
        (asked, place) => [asked, answer instanceof Error ? answer : answer[place]!] as const,
      );
    }),
  );
  return pages.map((asked) => pageOf.get(asked)!);
}

function placeKey({ datasetId, sequence }: IngestionPlace): string {
  return `${datasetId}:${sequence}`;
}

/** Lets one failure be the failure of its own key only. */
async function settled<Result>(work: readonly Promise<Result>[]): Promise<(Result | Error)[]> {
  const results = await Promise.allSettled(work);
  return results.map((result) =>
    // Everything below throws Errors.
    result.status === 'fulfilled' ? result.value : (result.reason as Error),
  );
}

/** One statement per dataset that is named. */
async function itemsByKey(
  catalog: CatalogReader,
  keys: readonly ItemKey[],
): Promise<readonly (Item | null)[]> {
  const byDataset = Map.groupBy(keys, ({ dataset }) => dataset);
  const found = await Promise.all(
    [...byDataset].map(([slug, group]) =>
      catalog.itemsByKey(
        slug,
        group.map(({ key }) => key),
      ),
    ),
  );
  const byName = new Map(
    found.flat().map((item) => [JSON.stringify([item.datasetSlug, item.key]), item]),
  );
  return keys.map(({ dataset, key }) => byName.get(JSON.stringify([dataset, key])) ?? null);
}
