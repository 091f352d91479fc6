/** The part of an interval that a step keeps: 1 / golden ratio. */
const keptShare = (Math.sqrt(5) - 1) / 2;

/** Where to look for the least value. */
export interface Bracket {
  readonly from: number;
  readonly to: number;
  /** Stop when the interval is no wider than this. */
  readonly tolerance: number;
}

/**
 * The argument in an interval at which a function of one valley is least, and its value there (J. Kiefer, "Sequential minimax search for a
 * maximum", Proc. AMS 4, 1953): each step evaluates once and keeps 0.618 of the interval. The ends are not evaluated.
 */
export function goldenSection(
  { from, to, tolerance }: Bracket,
  objective: (argument: number) => number,
): { readonly at: number; readonly value: number } {
  let left = from;
  let right = to;
  let low = right - keptShare * (right - left);
  let high = left + keptShare * (right - left);
  let atLow = objective(low);
  let atHigh = objective(high);
  while (right - left > tolerance) {
    if (atLow <= atHigh) {
      [right, high, atHigh] = [high, low, atLow];
      low = right - keptShare * (right - left);
      atLow = objective(low);
    } else {
      [left, low, atLow] = [low, high, atHigh];
      high = left + keptShare * (right - left);
      atHigh = objective(high);
    }
  }
  return atLow <= atHigh ? { at: low, value: atLow } : { at: high, value: atHigh };
}
