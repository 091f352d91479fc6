import type { Calendar } from '#core/calendar';
import type { MissingValuePolicy } from '#core/series';

/** A named set of items that share one calendar and one missing-value policy. */
export interface Dataset {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly calendar: Calendar;
  readonly missingValuePolicy: MissingValuePolicy;
  /** True when the values were generated, not observed. */
  readonly synthetic: boolean;
  readonly licence: string;
  /** Model of forecasts that name none, as they would name it; null = that of the configuration. */
  readonly defaultModel: string | null;
  readonly createdAt: Date;
}

export type NewDataset = Omit<Dataset, 'id' | 'defaultModel' | 'createdAt'>;

/** One SKU at one store. `key` is its identifier in the source data, unique within the dataset. */
export interface Item {
  readonly id: number;
  readonly datasetId: number;
  readonly datasetSlug: string;
  readonly key: string;
  readonly department: string | null;
  readonly category: string | null;
  readonly store: string | null;
  readonly state: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

/** The state of a dataset as recorded by one instant: what an as-of read sees. */
export interface DatasetSnapshot {
  readonly datasetId: number;
  /** Sequence number of the last ingestion that is visible. */
  readonly sequence: number;
  /** `recordedAt` of that ingestion: the exact as-of coordinate to reproduce a read with. */
  readonly recordedAt: Date;
  /** Lineage hash over all visible ingestions. */
  readonly datasetVersion: string;
  readonly firstPeriod: number | null;
  readonly lastPeriod: number | null;
}

export const itemOrders = ['key', 'store', 'department', 'category', 'state'] as const;
export type ItemOrderField = (typeof itemOrders)[number];

export interface ItemFilter {
  readonly department?: readonly string[];
  readonly category?: readonly string[];
  readonly store?: readonly string[];
  readonly state?: readonly string[];
  /** Case-sensitive prefix of the item's key. */
  readonly keyPrefix?: string;
}

export interface ItemOrder {
  readonly field: ItemOrderField;
  readonly direction: 'asc' | 'desc';
}

/** The sort position after which a page starts: the ordered field's value (null sorts last) and the key. */
export interface ItemPosition {
  readonly value: string | null;
  readonly key: string;
}

export interface CalendarEvent {
  /** ISO date, `YYYY-MM-DD`. */
  readonly date: string;
  readonly name: string;
  readonly kind: string;
  /** Where it applies (a state, a store); empty = everywhere. */
  readonly region: string;
}
