import { ScratchArray } from '../../math/index.ts';
import { fitAlpha } from './fit-alpha.ts';

const scratch = new ScratchArray();

/** Smoothing of sums over `span` periods with weight `alpha`. */
export interface SpanWeight {
  readonly span: number;
  readonly alpha: number;
}

export interface SpanState extends SpanWeight {
  /**
   * Smoothed sums for each of the `span` phases in which sums without overlap can lie; NaN before the first whole sum. The
   * phase that ends with the newest value is moved by it, and is the forecast.
   */
  readonly levels: Float64Array;
  /** Phase of the newest value. */
  phase: number;
}

/** Fits the weight for the sums of `span` of the first `count` numbers that end with the last one. */
export function fitSpan(known: Float64Array, count: number, span: number): SpanWeight {
  const sums = scratch.take(Math.floor(count / span));
  let index = count % span;
  for (let chunk = 0; chunk < sums.length; chunk += 1) {
    const end = index + span;
    let total = 0;
    for (; index < end; index += 1) total += known[index]!;
    sums[chunk] = total;
  }
  return { span, alpha: sums.length < 2 ? 1 : fitAlpha(sums, sums.length) };
}

export function startSpan({ span, alpha }: SpanWeight): SpanState {
  return { span, alpha, levels: new Float64Array(span).fill(Number.NaN), phase: span - 1 };
}

/** Moves by one value; `sum` is that of the last `span` ones, NaN while there are fewer. */
export function observeSpan(state: SpanState, sum: number): void {
  const { levels, alpha, span } = state;
  state.phase = state.phase + 1 === span ? 0 : state.phase + 1;
  if (Number.isNaN(sum)) return;
  const level = levels[state.phase]!;
  levels[state.phase] = Number.isNaN(level) ? sum : level + alpha * (sum - level);
}

/** Demand per period; NaN while there is no whole sum. */
export function spanRate({ levels, phase, span }: SpanState): number {
  return levels[phase]! / span;
}
