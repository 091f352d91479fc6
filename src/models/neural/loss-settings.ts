/** What a training makes small. */
export type LossSettings =
  /** |error| / (|actual| + |forecast|) × 2: for positive demand. */
  | { readonly kind: 'smape' }
  /** |error| in units of the window's level: leads to medians. */
  | { readonly kind: 'absolute' }
  /** Squared error in units of the window's level: leads to means. */
  | { readonly kind: 'squared' }
  /** Quantile loss, one output per level: ascending, each in (0, 1). */
  | { readonly kind: 'pinball'; readonly levels: readonly number[] };

/** Numbers per period of the horizon that a loss wants from a network. */
export function lossOutputs(loss: LossSettings): number {
  return loss.kind === 'pinball' ? loss.levels.length : 1;
}
