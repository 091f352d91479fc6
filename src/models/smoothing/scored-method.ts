import { type Findings, findOnce } from '../findings.ts';
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

/** The fit of a method, made once for all models that ask for it; made anew where nothing is shared. */
export function scoredFit<Parameters>(
  { fit }: Pick<ScoredMethod<Parameters, never>, 'fit'>,
  values: Float64Array,
  seasonLength: number,
  findings: Findings | undefined,
): ScoredFit<Parameters> {
  return findOnce(findings, fit, () => fit(values, seasonLength));
}
