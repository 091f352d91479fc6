/** The probability that a forecast gives to demand below a value, and up to and with it: F(y-) and F(y). */
export interface MassBracket {
  readonly below: number;
  readonly upTo: number;
}

/**
 * Share of the probability mass of an actual value that lies between two levels. Counted demand has mass on single values, so
 * that a closed interval holds more of it than its levels say even where the forecast is perfect. Sharing the mass out over
 * its bracket is the expectation of the randomised probability integral transform (C. Czado, T. Gneiting, L. Held, "Predictive model
 * assessment for count data", Biometrics 65, 2009): a calibrated forecast of counts is inside for exactly upper - lower of
 * the values.
 */
export function sharedInside({ below, upTo }: MassBracket, lower: number, upper: number): number {
  if (upTo <= below) return below >= lower && below <= upper ? 1 : 0;
  return Math.max(0, Math.min(upTo, upper) - Math.max(below, lower)) / (upTo - below);
}

/** Quantiles of many values: `values[q * width + at]` is the quantile of `levels[q]`, ascending, of value number `at`. */
export interface QuantileTable {
  readonly levels: readonly number[];
  readonly values: Float64Array;
  readonly width: number;
}

/**
 * The bracket of an actual value as far as quantiles tell it. Levels whose quantile is the value lie inside of its mass; where the
 * mass begins and ends between these and the next levels is not known, and halfway is taken, but for zero: less cannot be
 * asked for, so that its mass begins at 0. Over items of many rates that is true to a point of coverage with the 9 levels of
 * M5 or more, and worse with few levels.
 */
export function bracketOf(table: QuantileTable, at: number, actual: number): MassBracket {
  const bracket = { below: 0, upTo: 0 };
  findBracket(table, at, actual, bracket);
  return bracket;
}

/** As `bracketOf`, written into a bracket that is there: one for each of millions of values would have to be collected. */
export function findBracket(
  { levels, values, width }: QuantileTable,
  at: number,
  actual: number,
  into: { -readonly [Side in keyof MassBracket]: number },
): void {
  let first = 0;
  while (first < levels.length && values[first * width + at]! < actual) first += 1;
  let after = first;
  while (after < levels.length && values[after * width + at] === actual) after += 1;
  const before = levels[first - 1] ?? 0;
  const next = levels[after] ?? 1;
  into.below = before;
  into.upTo = next;
  if (after === first) return;
  into.below = actual === 0 ? 0 : (before + levels[first]!) / 2;
  into.upTo = (levels[after - 1]! + next) / 2;
}
