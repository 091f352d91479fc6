import { aggregate } from '../hierarchy/index.ts';
import type { DriftData } from './drift-data.ts';
import { priceIndex } from './price-index.ts';
import type { SegmentFigures } from './segment-shifts.ts';
import { shelfWeeks } from './shelf-weeks.ts';
import { sumRows, withoutRow } from './sum-rows.ts';
import type { WeekGrid } from './week-grid.ts';

/**
 * Added to demand before a logarithm is taken of it, in shares of its mean: a week of nothing is a large change, not an
 * endless one.
 */
const floorShare = 0.01;

/** What is counted of some segments week by week. */
interface Counts {
  readonly demand: Float64Array;
  readonly listed: Float64Array;
  readonly empty: Float64Array;
  readonly active: Float64Array;
}

/**
 * The weekly figures of segments: demand, zeros and listings relative to their surroundings, prices as they are. Without
 * surroundings the figures stand for themselves.
 */
export class WeeklyFigures {
  readonly #rows: readonly Counts[];
  readonly #prices: readonly Float64Array[] | null;

  constructor(
    { hierarchy, items, prices }: DriftData,
    weekly: readonly Float64Array[],
    grid: WeekGrid,
  ) {
    const counts = shelfWeeks(items, prices, grid);
    const [listed, empty, active] = [counts.listed, counts.empty, counts.active].map((values) =>
      aggregate(hierarchy, values, grid.weeks),
    ) as [Float64Array, Float64Array, Float64Array];
    this.#rows = weekly.map((demand, row) => {
      const own = (values: Float64Array) =>
        values.subarray(row * grid.weeks, (row + 1) * grid.weeks);
      return { demand, listed: own(listed), empty: own(empty), active: own(active) };
    });
    this.#prices = prices === null ? null : priceIndex(hierarchy, items, prices, grid);
  }

  /** The sum of some rows. */
  sum(rows: readonly number[]): Counts {
    const sumOf = (name: keyof Counts) => sumRows(rows.map((row) => this.#rows[row]![name]));
    return {
      demand: sumOf('demand'),
      listed: sumOf('listed'),
      empty: sumOf('empty'),
      active: sumOf('active'),
    };
  }

  /** The figures of a row relative to what else there is in `whole`, which holds the row; as they are where that is null. */
  of(row: number, whole: Counts | null): SegmentFigures {
    const own = this.#rows[row]!;
    const others = whole === null ? null : without(whole, own);
    const relative = (figure: (counts: Counts) => Float64Array): Float64Array => {
      if (others === null) return figure(own);
      const around = figure(others);
      return figure(own).map((value, week) => value - around[week]!);
    };
    return {
      level: relative(({ demand }) => logarithm(demand)),
      zeroShare: relative(({ empty, listed }) => empty.map((count, week) => count / listed[week]!)),
      listing: relative(({ active }) => logarithm(active)),
      price: this.#prices?.[row] ?? null,
    };
  }
}

function without(whole: Counts, own: Counts): Counts {
  return {
    demand: withoutRow(whole.demand, own.demand),
    listed: withoutRow(whole.listed, own.listed),
    empty: withoutRow(whole.empty, own.empty),
    active: withoutRow(whole.active, own.active),
  };
}

/** Logarithms of demand; NaN before the first that is not zero. */
function logarithm(values: Float64Array): Float64Array {
  const first = values.findIndex((value) => value > 0);
  const known = values.filter((value) => !Number.isNaN(value));
  const floor = (floorShare * known.reduce((sum, value) => sum + value, 0)) / known.length;
  return values.map((value, week) =>
    first === -1 || week < first ? Number.NaN : Math.log(value + floor),
  );
}
