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
export type { CatalogReader, SeriesQuery, SeriesReader } from './ports.ts';
