import type { ItemForecast } from '../forecasts/index.ts';
import type { Claim } from './claim.ts';

/** Where a claim and a forecast differ the most. */
export interface ValueDifference {
  /** `mean`, `median` or `quantile 0.9`. */
  readonly column: string;
  readonly date: string;
  readonly expected: number;
  readonly found: number;
  /** Absolute. */
  readonly size: number;
  /** Of every value, not only of this one. */
  readonly isWithinTolerance: boolean;
}

/**
 * Compares every value that the claim gives; null where it gives none. `tolerance` is relative, absolute for values below 1;
 * 0 means bit for bit.
 */
export function largestDifference(
  claim: Claim,
  forecast: ItemForecast,
  tolerance: number,
): ValueDifference | null {
  let largest: Omit<ValueDifference, 'isWithinTolerance'> | null = null;
  let isWithinTolerance = true;
  for (const { column, expected, found } of givenColumns(claim, forecast)) {
    for (const [lead, value] of expected.entries()) {
      const computed = found[lead]!;
      const size = Math.abs(value - computed);
      if (size > tolerance * Math.max(1, Math.abs(computed))) isWithinTolerance = false;
      if (largest !== null && size <= largest.size) continue;
      const date = claim.dates[lead]!;
      largest = { column, date, expected: value, found: computed, size };
    }
  }
  return largest === null ? null : { ...largest, isWithinTolerance };
}

interface Column {
  readonly column: string;
  readonly expected: readonly number[];
  readonly found: Float64Array;
}

function givenColumns(
  { mean, median, quantiles }: Claim,
  forecast: ItemForecast,
): readonly Column[] {
  const foundAt = new Map(forecast.quantiles.map(({ level, values }) => [level, values]));
  return [
    { column: 'mean', expected: mean, found: forecast.mean },
    { column: 'median', expected: median, found: forecast.median },
    ...quantiles.map(({ level, values }) => ({
      column: `quantile ${level}`,
      expected: values,
      found: foundAt.get(level)!,
    })),
  ].flatMap(({ column, expected, found }) =>
    expected == null ? [] : [{ column, expected, found }],
  );
}
