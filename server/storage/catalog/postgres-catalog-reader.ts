import type {
  CalendarEvent,
  CatalogReader,
  Dataset,
  Item,
  ItemFilter,
} from '../../application/catalog/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { datasetFromRow } from './dataset-rows.ts';
import { itemFromRow, itemOrderBy, itemsAfter, itemsWhere, type StoredItem } from './item-rows.ts';

const withSlug = { dataset: { select: { slug: true } } } as const;

const itemsByKeySql = `
  select i.id, i.dataset_id as "datasetId", i.key, i.department, i.category, i.store, i.state, i.attributes,
         i.created_at as "createdAt"
  from item i join dataset d on d.id = i.dataset_id
  where d.slug = $1 and i.key = any($2)`;

const isoDate = (date: Date) => date.toISOString().slice(0, 10);

/** The catalog in PostgreSQL. Every method is one statement. */
export class PostgresCatalogReader implements CatalogReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  datasets(): Promise<readonly Dataset[]> {
    return translatingErrors('datasets', async () => {
      const rows = await this.#database.prisma.dataset.findMany({ orderBy: { slug: 'asc' } });
      return rows.map(datasetFromRow);
    });
  }

  datasetsBySlug(slugs: readonly string[]): Promise<readonly Dataset[]> {
    return translatingErrors('datasetsBySlug', async () => {
      const rows = await this.#database.prisma.dataset.findMany({
        where: { slug: { in: [...slugs] } },
      });
      return rows.map(datasetFromRow);
    });
  }

  itemsByKey(datasetSlug: string, keys: readonly string[]): Promise<readonly Item[]> {
    return translatingErrors('itemsByKey', async () => {
      // Prisma would give each key a parameter of its own, and split the statement where they become too many.
      const { rows } = await this.#database.pool.query<StoredItem>({
        name: 'items by key',
        text: itemsByKeySql,
        values: [datasetSlug, keys],
      });
      return rows.map((row) => itemFromRow({ ...row, dataset: { slug: datasetSlug } }));
    });
  }

  itemPage(query: Parameters<CatalogReader['itemPage']>[0]): Promise<readonly Item[]> {
    const { datasetId, filter, order, after, limit } = query;
    return translatingErrors('itemPage', async () => {
      const rows = await this.#database.prisma.item.findMany({
        relationLoadStrategy: 'join',
        where: {
          AND: [itemsWhere(datasetId, filter), after === null ? {} : itemsAfter(order, after)],
        },
        orderBy: itemOrderBy(order),
        take: limit,
        include: withSlug,
      });
      return rows.map(itemFromRow);
    });
  }

  itemCount(datasetId: number, filter: ItemFilter): Promise<number> {
    return translatingErrors('itemCount', () =>
      this.#database.prisma.item.count({ where: itemsWhere(datasetId, filter) }),
    );
  }

  itemCounts(datasetIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
    return translatingErrors('itemCounts', async () => {
      const groups = await this.#database.prisma.item.groupBy({
        by: ['datasetId'],
        where: { datasetId: { in: [...datasetIds] } },
        _count: { _all: true },
      });
      const counts = new Map(groups.map((group) => [group.datasetId, group._count._all]));
      return new Map(datasetIds.map((id) => [id, counts.get(id) ?? 0]));
    });
  }

  calendarEvents(datasetId: number, from: string, to: string): Promise<readonly CalendarEvent[]> {
    return translatingErrors('calendarEvents', async () => {
      const rows = await this.#database.prisma.calendarEvent.findMany({
        where: { datasetId, date: { gte: new Date(from), lte: new Date(to) } },
        orderBy: [{ date: 'asc' }, { name: 'asc' }, { region: 'asc' }],
      });
      return rows.map(({ date, name, kind, region }) => ({
        date: isoDate(date),
        name,
        kind,
        region,
      }));
    });
  }
}
