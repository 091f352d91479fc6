/** Datasets and items: what they are, how they are browsed, and what has been recorded for them. */
export { itemOrders } from './catalog.ts';
export type {
  CalendarEvent,
  Dataset,
  DatasetSnapshot,
  Item,
  ItemFilter,
  ItemOrder,
  ItemOrderField,
  ItemPosition,
  NewDataset,
} from './catalog.ts';
export type { CatalogReader, DefaultModelStore, SeriesQuery, SeriesReader } from './ports.ts';
export {
  defaultHistoryPeriods,
  type HistoryCommand,
  type HistoryView,
  parseHistoryCommand,
} from './history-command.ts';
export type { History } from './history.ts';
export { datasetBySlug, datasetNotFound } from './dataset-by-slug.ts';
export { itemAttributes } from './item-attributes.ts';
export { itemCovariates } from './item-covariates.ts';
export { ListEvents } from './list-events.ts';
export { type ItemPage, ListItems } from './list-items.ts';
export { pageSize } from './page-size.ts';
export { readEvents } from './read-events.ts';
export { type HistoryRequest, ReadHistories } from './read-histories.ts';
export { readItems } from './read-items.ts';
