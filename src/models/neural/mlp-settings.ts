import type { WindowShape } from './basis.ts';
import type { CovariateSettings } from './n-beats-settings.ts';

/** Rectified dense layers, one after the other. */
export interface DenseStack {
  readonly layers: number;
  readonly width: number;
}

/**
 * A direct dense network: what is said of a series once (its last demand, its constants) becomes a context, and one decoder, the
 * same for every period, makes of the context and of what is known of the period its forecast. Follows the decoder by period of TiDE (A.
 * Das and others, TMLR 2023).
 */
export interface MlpSettings extends WindowShape {
  readonly covariates: CovariateSettings;
  readonly context: DenseStack;
  readonly decoder: DenseStack;
  /** Numbers per period of the horizon: one for a point, or one for each quantile level. */
  readonly outputs: number;
}
