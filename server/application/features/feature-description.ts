import type { FeatureSpec } from '#core/features';

/** Named numbers, in the order of the layout. */
export type NamedValues = Readonly<Record<string, number>>;

export interface PeriodValues {
  /** ISO start of the period. */
  readonly date: string;
  readonly values: NamedValues;
}

/** The features of one item at one cutoff, under their names. */
export interface FeatureDescription {
  readonly dataset: string;
  readonly datasetVersion: string;
  readonly item: string;
  /** ISO start of the last period whose demand was seen. */
  readonly cutoff: string;
  readonly horizon: number;
  readonly spec: FeatureSpec;
  /** SHA-256 of the spec's canonical text. */
  readonly specHash: string;
  /** What tells that an item is on sale, as the data of the dataset say. */
  readonly listing: 'price' | 'demand';
  /** Units of demand that are 1 in scaled features. */
  readonly scale: number;
  /** `number` 0: the value is unknown. `size` counts it. */
  readonly categories: readonly {
    readonly attribute: string;
    readonly value: string | null;
    readonly number: number;
    readonly size: number;
  }[];
  readonly summary: NamedValues;
  readonly past: readonly PeriodValues[];
  readonly future: readonly PeriodValues[];
}
