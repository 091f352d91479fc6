import type { Random } from '../math/index.ts';

/** What the generator sells, and where. Every name is made up. */
export type Category = 'PANTRY' | 'LEISURE' | 'HOME';
export type State = 'WEST' | 'SOUTH' | 'NORTH';

/** A normal distribution of logarithms. */
export interface LogNormal {
  readonly mean: number;
  readonly deviation: number;
}

/** Statistical shape of one department, set by hand after public summary statistics of Walmart's M5 data. */
export interface Department {
  readonly name: string;
  readonly category: Category;
  /** Products in the full assortment and in the demo. */
  readonly products: { readonly demo: number; readonly m5: number };
  /** Units per day and store. */
  readonly rate: LogNormal;
  /** Shelf price in dollars. */
  readonly price: LogNormal;
  /** Negative-binomial dispersion of a day's demand around its rate, for a product that sells one a day. */
  readonly dispersion: LogNormal;
  /** Share of products with a season of their own (garden, school, cold and flu). */
  readonly seasonalShare: number;
}

export const departments: readonly Department[] = [
  {
    name: 'PANTRY_1',
    category: 'PANTRY',
    products: { demo: 7, m5: 216 },
    rate: { mean: -0.1, deviation: 0.95 },
    price: { mean: 1.04, deviation: 0.62 },
    dispersion: { mean: -0.75, deviation: 0.6 },
    seasonalShare: 0.1,
  },
  {
    name: 'PANTRY_2',
    category: 'PANTRY',
    products: { demo: 13, m5: 398 },
    rate: { mean: -0.08, deviation: 0.84 },
    price: { mean: 1.26, deviation: 0.58 },
    dispersion: { mean: -1.5, deviation: 0.5 },
    seasonalShare: 0.1,
  },
  {
    name: 'PANTRY_3',
    category: 'PANTRY',
    products: { demo: 27, m5: 823 },
    rate: { mean: 0.33, deviation: 1.04 },
    price: { mean: 0.92, deviation: 0.58 },
    dispersion: { mean: -1.35, deviation: 0.6 },
    seasonalShare: 0.15,
  },
  {
    name: 'LEISURE_1',
    category: 'LEISURE',
    products: { demo: 14, m5: 416 },
    rate: { mean: -0.69, deviation: 1 },
    price: { mean: 1.47, deviation: 1.0 },
    dispersion: { mean: -1.4, deviation: 0.9 },
    seasonalShare: 0.35,
  },
  {
    name: 'LEISURE_2',
    category: 'LEISURE',
    products: { demo: 5, m5: 149 },
    rate: { mean: -1.62, deviation: 0.62 },
    price: { mean: 0.63, deviation: 0.86 },
    dispersion: { mean: -0.1, deviation: 0.8 },
    seasonalShare: 0.35,
  },
  {
    name: 'HOME_1',
    category: 'HOME',
    products: { demo: 17, m5: 532 },
    rate: { mean: -0.06, deviation: 0.89 },
    price: { mean: 1.42, deviation: 0.69 },
    dispersion: { mean: -1.75, deviation: 0.5 },
    seasonalShare: 0.15,
  },
  {
    name: 'HOME_2',
    category: 'HOME',
    products: { demo: 17, m5: 515 },
    rate: { mean: -1.25, deviation: 0.76 },
    price: { mean: 1.62, deviation: 0.55 },
    dispersion: { mean: -1.5, deviation: 0.75 },
    seasonalShare: 0.2,
  },
];

export interface Store {
  readonly name: string;
  readonly state: State;
  /** Logarithm of the store's traffic relative to the average store. */
  readonly traffic: number;
  /** Also part of the demo. */
  readonly inDemo: boolean;
}

export const stores: readonly Store[] = [
  { name: 'WEST_1', state: 'WEST', traffic: 0.2, inDemo: true },
  { name: 'WEST_2', state: 'WEST', traffic: 0.1, inDemo: false },
  { name: 'WEST_3', state: 'WEST', traffic: 0.5, inDemo: false },
  { name: 'WEST_4', state: 'WEST', traffic: -0.4, inDemo: false },
  { name: 'SOUTH_1', state: 'SOUTH', traffic: -0.25, inDemo: false },
  { name: 'SOUTH_2', state: 'SOUTH', traffic: 0.05, inDemo: true },
  { name: 'SOUTH_3', state: 'SOUTH', traffic: -0.1, inDemo: false },
  { name: 'NORTH_1', state: 'NORTH', traffic: 0.05, inDemo: false },
  { name: 'NORTH_2', state: 'NORTH', traffic: -0.05, inDemo: true },
  { name: 'NORTH_3', state: 'NORTH', traffic: -0.05, inDemo: false },
];

/** A draw from a log-normal distribution. */
export function drawLogNormal(random: Random, { mean, deviation }: LogNormal): number {
  return Math.exp(mean + deviation * random.normal());
}
