import { dateOf } from '#core/calendar';
import { invariant } from '#core/errors';

import { type CatalogReader, type Dataset, type Item, pageSize } from '../catalog/index.ts';
import type { ItemForecast } from '../forecasts/index.ts';
import type { Page, PageRequest } from '../models/index.ts';
import type { Tracer } from '../telemetry.ts';
import type { ForecastIssue, IssuedForecast, IssuedRow } from './forecast-issue.ts';
import type { IssueReader } from './ports.ts';

interface CatalogPorts {
  readonly catalog: Pick<CatalogReader, 'datasetsBySlug'>;
  readonly issues: IssueReader;
  readonly tracer: Pick<Tracer, 'traceId'>;
}

/** Use case: what was issued. Issues that are not complete do not show. */
export class IssueCatalog {
  readonly #ports: CatalogPorts;
  readonly #maxPageSize: number;

  constructor(ports: CatalogPorts, { maxPageSize }: { readonly maxPageSize: number }) {
    this.#ports = ports;
    this.#maxPageSize = maxPageSize;
  }

  /** In the order of the ids; null where there is none. */
  async issues(ids: readonly number[]): Promise<readonly (ForecastIssue | null)[]> {
    const byId = new Map((await this.#ports.issues.issues(ids)).map((issue) => [issue.id, issue]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /**
   * Newest first.
   * @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for a page that is too small or too large.
   */
  async page({ id }: Dataset, { first, before }: PageRequest): Promise<Page<ForecastIssue>> {
    const limit = pageSize(first, this.#maxPageSize);
    const query = { datasetId: id, before, limit: limit + 1 };
    const found = await this.#ports.issues.page(query);
    return { entries: found.slice(0, limit), hasMore: found.length > limit };
  }

  /**
   * What was said of each item, newest first: the same page for all, in the order of the items.
   * @throws ForecastError as `page`.
   */
  async issuedFor(
    items: readonly Item[],
    { first, before }: PageRequest,
  ): Promise<readonly Page<IssuedForecast>[]> {
    const limit = pageSize(first, this.#maxPageSize);
    const itemIds = items.map(({ id }) => id);
    const { issues, catalog, tracer } = this.#ports;
    const found = await issues.issuedFor({ itemIds, before, limit: limit + 1 });
    const [named, datasets] = await Promise.all([
      issues.issues([...new Set(found.map(({ issue }) => issue))]),
      catalog.datasetsBySlug([...new Set(items.map((item) => item.datasetSlug))]),
    ]);
    const issueOf = new Map(named.map((issue) => [issue.id, issue]));
    const datasetOf = new Map(datasets.map((dataset) => [dataset.slug, dataset]));
    const byItem = Map.groupBy(found, ({ row }) => row.itemId);
    const traceId = tracer.traceId();
    return items.map((item) => {
      const rows = byItem.get(item.id) ?? [];
      const entries = rows.slice(0, limit).map(({ issue: id, row }) => {
        const [issue, dataset] = [issueOf.get(id), datasetOf.get(item.datasetSlug)];
        invariant(issue, 'issues stay once they are complete');
        invariant(dataset, 'items have a dataset');
        return issuedForecast({ item, dataset, issue, row, traceId });
      });
      return { entries, hasMore: rows.length > limit };
    });
  }
}

interface Parts {
  readonly item: Item;
  readonly dataset: Dataset;
  readonly issue: ForecastIssue;
  readonly row: IssuedRow;
  readonly traceId: string | null;
}

function issuedForecast({ item, dataset, issue, row, traceId }: Parts): IssuedForecast {
  const { calendar } = dataset;
  const { id, issuedAt, horizon, quantileLevels, model: requestedModel, cutoff } = issue;
  invariant(issuedAt, 'only complete issues are read');
  const { servedModel, degradation, modelVersion, artifactSha256, backend } = row;
  const { mean, median, quantiles } = row.forecast;
  const { datasetVersion, asOf, seed, configHash } = issue;
  const forecast: ItemForecast = {
    item,
    cutoff: dateOf(calendar, cutoff),
    dates: Array.from({ length: horizon }, (_, lead) => dateOf(calendar, cutoff + lead + 1)),
    ...{ mean, median, requestedModel, servedModel },
    quantiles: quantileLevels.map((level, rank) => ({
      level,
      values: quantiles.subarray(rank * horizon, (rank + 1) * horizon),
    })),
    degradation: degradation === null ? null : { ...degradation, requestedModel, servedModel },
    scenario: null,
    provenance: {
      ...{ modelVersion, artifactSha256, backend, datasetVersion, asOf, seed, configHash },
      ...{ traceId, source: 'STORED' },
    },
  };
  return { issue: id, issuedAt, forecast };
}
