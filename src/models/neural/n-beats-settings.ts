import type { WindowShape } from './basis.ts';

/** Which functions of time a stack may draw. */
export type StackBasis =
  /** Anything: each period of the window has a weight of its own. */
  | { readonly kind: 'generic' }
  | { readonly kind: 'trend'; readonly degree: number }
  /** Lengths in periods, none tied to the horizon. */
  | { readonly kind: 'seasonal'; readonly periods: readonly number[] }
  /** Combinations of the window's own covariates (K. Olivares and others, International Journal of Forecasting 39, 2023). */
  | { readonly kind: 'covariates' };

export interface StackSettings {
  readonly basis: StackBasis;
  readonly blocks: number;
  /** Rectified dense layers before the coefficients. */
  readonly layers: number;
  readonly width: number;
}

/** Numbers that come with a window beside its demand. */
export interface CovariateSettings {
  /** Channels known for inputs and horizon alike, such as a holiday or a price. */
  readonly known: number;
  /** One number per series, such as a category. */
  readonly constant: number;
}

/** The shape of an N-BEATS network (B. Oreshkin and others, ICLR 2020), with covariates N-BEATSx. */
export interface NBeatsSettings extends WindowShape {
  readonly stacks: readonly StackSettings[];
  readonly covariates: CovariateSettings;
  /** Numbers per period of the horizon: one for a point, or one for each quantile level. */
  readonly outputs: number;
}
