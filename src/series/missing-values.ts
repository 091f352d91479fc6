import type { ListingWindow } from './listing-window.ts';
import type { Series } from './series.ts';

/**
 * What an unknown demand of a listed period means.
 * - `zero`: nothing was sold (exports that only write rows with sales).
 * - `forward-fill`: the last known value still holds; unknown where there is none before it.
 * - `drop`: the period did not take place (closed days): known values move together and end at the cutoff. Their period
 *   numbers and season positions are then no longer those of the calendar; choose it only where the gaps have no
 *   place in the season.
 * - `keep-unknown`: it stays NaN; models skip it.
 */
export const missingValuePolicies = ['zero', 'forward-fill', 'drop', 'keep-unknown'] as const;
export type MissingValuePolicy = (typeof missingValuePolicies)[number];

/**
 * The history that a model sees: from the listing to the cutoff, with unknown values treated by the policy. What was
 * stored before the listing or after the cutoff is left out; periods between the end of the data and the cutoff are
 * unknown ones. The result ends exactly at the cutoff; an empty one starts at cutoff + 1.
 */
export function applyMissingValuePolicy(
  series: Series,
  policy: MissingValuePolicy,
  listing: ListingWindow,
  cutoff: number,
): Series {
  const { key } = series;
  const from = listing.from ?? cutoff + 1;
  const length = Math.max(0, cutoff - from + 1);
  const values = new Float64Array(length).fill(Number.NaN);
  const start = cutoff - length + 1;
  const first = Math.max(start, series.start);
  const last = Math.min(cutoff, series.start + series.values.length - 1);
  if (first <= last) {
    values.set(
      series.values.subarray(first - series.start, last - series.start + 1),
      first - start,
    );
  }
  switch (policy) {
    case 'zero':
      return { key, start, values: fillZero(values) };
    case 'forward-fill':
      return { key, start, values: fillForward(values) };
    case 'drop': {
      const known = values.filter((value) => !Number.isNaN(value));
      return { key, start: cutoff - known.length + 1, values: known };
    }
    case 'keep-unknown':
      return { key, start, values };
  }
}

function fillZero(values: Float64Array): Float64Array {
  for (let index = 0; index < values.length; index += 1) {
    if (Number.isNaN(values[index]!)) values[index] = 0;
  }
  return values;
}

function fillForward(values: Float64Array): Float64Array {
  for (let index = 1; index < values.length; index += 1) {
    if (Number.isNaN(values[index]!)) values[index] = values[index - 1]!;
  }
  return values;
}
