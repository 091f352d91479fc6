import type { RecursiveMethod } from '../local/index.ts';

/** Parameters, and what they leave of the squared one-step errors, before forecasts are cut off at zero. */
export interface ScoredFit<Parameters> {
  readonly parameters: Parameters;
  readonly squares: number;
}

/** A method that also says how well its parameters fit, so that models can be compared without another pass. */
export interface ScoredMethod<Parameters, State> extends RecursiveMethod<Parameters, State> {
  /** The parameters of `tune`. */
  fit(values: Float64Array, seasonLength: number): ScoredFit<Parameters>;
}
