import { buildHierarchy, parseLevel } from '../../hierarchy/index.ts';
import { createRandom } from '../../math/index.ts';
import type { DriftData } from '../drift-data.ts';

const stores = ['A', 'B', 'C', 'D', 'E', 'F'];
const departments = ['FOOD', 'TOYS'];
const productsOfDepartment = 6;
/** Monday first. */
const weekday = [0.8, 0.8, 0.9, 0.9, 1.1, 1.3, 1.2];

/** First day of the shop, a Monday. */
export const shopStart = 17_532;
/** Days of the shop: two years and a half. */
export const shopDays = 7 * 130;

/** One item of the shop on one of its days, counted from 0. */
export interface ShopDay {
  readonly store: string;
  readonly department: string;
  readonly product: number;
  readonly day: number;
}

interface ShopChange {
  /** Multiplies the expected demand. */
  readonly demand?: (at: ShopDay) => number;
  /** Multiplies the price. */
  readonly price?: (at: ShopDay) => number;
  readonly hasPrices?: boolean;
  readonly days?: number;
}

/** Poisson demand of 72 items with a week, a year and, from `change`, whatever else is to be seen. */
export function driftingShop({
  demand = () => 1,
  price = () => 1,
  hasPrices = true,
  days = shopDays,
}: ShopChange = {}): DriftData {
  const items = stores.flatMap((store) =>
    departments.flatMap((department) =>
      Array.from({ length: productsOfDepartment }, (_, product) => ({
        key: `${department}_${product}_${store}`,
        attributes: { store, department },
        place: { store, department, product },
      })),
    ),
  );
  const series = items.map(({ key, place }) => {
    const random = createRandom(1).fork(key);
    const values = Float64Array.from({ length: days }, (_, day) => {
      const year = 1 + 0.3 * Math.sin((2 * Math.PI * day) / 364);
      const mean = (2 + place.product) * weekday[day % 7]! * year * demand({ ...place, day });
      return random.poisson(mean);
    });
    return { key, start: shopStart, values };
  });
  const prices = items.map(({ key, place }) => ({
    key,
    start: shopStart,
    values: Float64Array.from({ length: days }, (_, day) => 2 * price({ ...place, day })),
  }));
  return {
    calendar: { frequency: 'daily', weekStartsOn: 1 },
    hierarchy: buildHierarchy(items, ['total', 'store', 'department'].map(parseLevel)),
    items: series,
    prices: hasPrices ? prices : null,
  };
}
