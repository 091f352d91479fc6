import type { Series } from '../series/index.ts';

/** A day on the calendar that is known beforehand: a holiday, a sports final, a day of food benefits. */
export interface PeriodEvent {
  readonly period: number;
  readonly name: string;
  /** Events of one kind are comparable: `Religious`, `SNAP`. */
  readonly kind: string;
  /** Where it applies (a state, a store); empty = everywhere. */
  readonly region: string;
}

/** What is known of one series besides its demand. */
export interface SeriesCovariates {
  /** Department, category, store, state and whatever else groups it. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Prices by period, NaN where not on sale; null where none are known. Planned prices may reach beyond a cutoff. */
  readonly price: Series | null;
}

/**
 * Known-future information about a panel: of periods after the cutoff too, because the retailer sets prices and the
 * calendar is printed. Never derived from demand.
 */
export interface Covariates {
  /** Ascending by period, then name and region. */
  readonly events: readonly PeriodEvent[];
  /** In the panel's order of series. */
  readonly series: readonly SeriesCovariates[];
}
