import type { PeriodEvent } from '../covariates/index.ts';

/** Items that a change concerns: those named, and of them those with all of these attributes. */
export interface ItemSelection {
  /** Keys of items; empty = all. */
  readonly itemKeys: readonly string[];
  /** Values of attributes by name; empty = whatever they are. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Other prices than planned, in the periods `from` .. `to`, both included. */
export interface PriceChange {
  readonly items: ItemSelection;
  readonly from: number;
  readonly to: number;
  /** The planned price times a factor, or a price of its own. */
  readonly price: { readonly factor: number } | { readonly fixed: number };
}

/** What is assumed about the future beside what is planned. Later price changes act on what earlier ones made. */
export interface Scenario {
  readonly prices: readonly PriceChange[];
  readonly addedEvents: readonly PeriodEvent[];
  /** Events that do not take place, by name: those of the periods `from` .. `to`. */
  readonly cancelledEvents: readonly {
    readonly name: string;
    readonly from: number;
    readonly to: number;
  }[];
}
