import type { Calendar } from '../calendar/index.ts';
import { invariant } from '../errors/index.ts';
import { createRandom, type Random } from '../math/index.ts';
import { calendarEvents, calendarFactors, type SyntheticEvent } from './calendar-factors.ts';
import { daily, dayOf } from './days.ts';
import { drawItemSeries, type ItemSeries } from './item-series.ts';
import { drawProduct } from './product.ts';
import { type Department, departments, type Store, stores } from './retail-shape.ts';
import { drawStoreTraffic } from './store-traffic.ts';

/** Sizes of the generated data: a few hundred items to look at, or as many as the M5 competition had. */
export const syntheticScales = ['demo', 'm5'] as const;
export type SyntheticScale = (typeof syntheticScales)[number];

/** Changes whenever the same scale and seed give other values. */
export const syntheticVersion = 1;

interface Span {
  readonly start: number;
  readonly periods: number;
  /** Share of products that were on sale before the data starts. */
  readonly listedAtStart: number;
}

const spans: Readonly<Record<SyntheticScale, Span>> = {
  // Three years that end with 2025.
  demo: { start: dayOf(2023, 1, 1), periods: 1096, listedAtStart: 0.72 },
  // The days of M5: 2011-01-29 to 2016-05-22.
  m5: { start: dayOf(2011, 1, 29), periods: 1941, listedAtStart: 0.5 },
};

/** What a catalog says about the generated dataset. */
export interface SyntheticDataset {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly calendar: Calendar;
  readonly missingValuePolicy: 'zero';
  readonly synthetic: true;
  readonly licence: string;
}

export interface SyntheticItemAttributes {
  readonly key: string;
  readonly department: string;
  readonly category: string;
  readonly store: string;
  readonly state: string;
  readonly attributes: { readonly product: string; readonly synthetic: true };
}

/** One item with its whole history: `demand[i]` and `prices[i]` belong to period `startPeriod + i`. */
export interface SyntheticItem extends ItemSeries {
  readonly attributes: SyntheticItemAttributes;
  readonly startPeriod: number;
}

export interface SyntheticRetail {
  readonly dataset: SyntheticDataset;
  /** First day, as a period, and number of days. */
  readonly startPeriod: number;
  readonly periods: number;
  readonly itemCount: number;
  /** Events and benefit days, by date. */
  readonly events: readonly SyntheticEvent[];
  /** The item at a place of the assortment, 0 .. itemCount - 1: the same, whichever others were made before. */
  item(index: number): SyntheticItem;
  /** All items in order, store by store, one in memory at a time. */
  items(): Iterable<SyntheticItem>;
}

/**
 * A made-up retail chain shaped like Walmart's M5 data: 7 departments of 3 categories in stores of 3 states; weekday and yearly
 * season, trend, prices with promotions, events, benefit days, intermittency, level shifts, outages, new and delisted items.
 * Deterministic: an item depends on the scale, the seed and its index only.
 */
export function syntheticRetail(options: {
  readonly scale: SyntheticScale;
  readonly seed: number;
}): SyntheticRetail {
  const { scale, seed } = options;
  const span = spans[scale];
  const random = createRandom(seed).fork(scale);
  const shops = openStores(random, scale, span);
  const assortment = departments.flatMap((department) =>
    Array.from({ length: department.products[scale] }, (_, index) => ({
      department,
      code: `${department.name}_${String(index + 1).padStart(3, '0')}`,
    })),
  );
  const itemCount = shops.length * assortment.length;

  const item = (index: number): SyntheticItem => {
    invariant(
      Number.isInteger(index) && index >= 0 && index < itemCount,
      `a synthetic item has an index of 0 .. ${itemCount - 1}, found ${index}`,
    );
    const shop = shops[Math.floor(index / assortment.length)]!;
    const { department, code } = assortment[index % assortment.length]!;
    const product = drawProduct(random.fork(`product ${code}`), department, {
      code,
      weeks: weeksOf(span),
      listedAtStart: span.listedAtStart,
    });
    const series = drawItemSeries(random.fork(`item ${index}`), {
      product,
      traffic: shop.traffic,
      calendar: shop.calendarOf(department),
    });
    return {
      attributes: attributesOf(shop.store, department, code),
      startPeriod: span.start,
      ...series,
    };
  };

  return {
    dataset: describeDataset(scale),
    startPeriod: span.start,
    periods: span.periods,
    itemCount,
    events: calendarEvents(span.start, span.periods),
    item,
    *items() {
      for (let index = 0; index < itemCount; index += 1) yield item(index);
    },
  };
}

interface OpenStore {
  readonly store: Store;
  readonly traffic: Float64Array;
  calendarOf(department: Department): Float64Array;
}

function openStores(random: Random, scale: SyntheticScale, span: Span): readonly OpenStore[] {
  const calendars = new Map<string, Float64Array>();
  const calendarOf = ({ category }: Department, { state }: Store): Float64Array => {
    const key = `${category} ${state}`;
    const known = calendars.get(key) ?? calendarFactors(category, state, span.start, span.periods);
    calendars.set(key, known);
    return known;
  };
  return stores
    .filter((store) => scale === 'm5' || store.inDemo)
    .map((store) => ({
      store,
      traffic: drawStoreTraffic(random.fork(`store ${store.name}`), store.traffic, weeksOf(span)),
      calendarOf: (department) => calendarOf(department, store),
    }));
}

function weeksOf(span: Span): number {
  return Math.ceil(span.periods / 7);
}

function attributesOf(store: Store, department: Department, code: string): SyntheticItemAttributes {
  return {
    key: `${code}_${store.name}`,
    department: department.name,
    category: department.category,
    store: store.name,
    state: store.state,
    attributes: { product: code, synthetic: true },
  };
}

function describeDataset(scale: SyntheticScale): SyntheticDataset {
  const name =
    scale === 'demo' ? 'Synthetic demo retail chain' : 'Synthetic retail chain at M5 scale';
  return {
    slug: `synthetic-${scale}`,
    name,
    description:
      'Synthetic data: generated, not observed. A made-up chain whose intermittency, seasons, prices, promotions and ' +
      "events are shaped like those of Walmart's M5 data; no value is copied from it.",
    calendar: daily,
    missingValuePolicy: 'zero',
    synthetic: true,
    licence: 'Apache-2.0 (generated by Forecastle)',
  };
}
