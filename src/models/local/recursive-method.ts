import { type Findings, findOnce } from '../findings.ts';

/**
 * A forecasting method of one series that reads its values once, oldest first. The fit is a fold of `observe`; a new
 * value is one more, in constant time; forecasts from every past cutoff come out of one pass. State and parameters are plain
 * data, without functions, so that they can be stored and sent to another thread.
 */
export interface RecursiveMethod<Parameters, State> {
  readonly name: string;
  /** One sentence for people, shown in the API. */
  readonly description: string;
  /** Known observations that a series needs. */
  minimumLength(seasonLength: number): number;
  /** Periods that can influence the state; older ones are not observed. */
  memory(seasonLength: number): number;
  /**
   * Chooses the parameters from the visible history; NaN = unknown. `findings` holds what other methods found in the same
   * values, and takes what this one finds.
   */
  tune(values: Float64Array, seasonLength: number, findings?: Findings): Parameters;
  /** The state before the first value. */
  start(parameters: Parameters, seasonLength: number): State;
  /**
   * Moves the state, in place, by the periods `values[from]` .. `values[until - 1]`, as if they came one by one. NaN =
   * unknown: time passes, the level stays. A range and not a value, so that the loop is the method's own.
   */
  observe(state: State, values: Float64Array, from: number, until: number): void;
  /**
   * Writes the forecasts of the next `horizon` periods to `out[offset]` .. `out[offset + horizon - 1]`: finite and
   * non-negative, 0 before the first known value. Leaves the state as it is.
   */
  predict(state: State, horizon: number, out: Float64Array, offset: number): void;
}

/** The parameters that a method chooses, chosen once for all models that ask for them; anew where nothing is shared. */
export function tuned<Parameters>(
  method: Pick<RecursiveMethod<Parameters, never>, 'tune'>,
  values: Float64Array,
  seasonLength: number,
  findings: Findings | undefined,
): Parameters {
  return findOnce(findings, method, () => method.tune(values, seasonLength, findings));
}
