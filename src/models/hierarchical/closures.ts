import type { PeriodEvent } from '../../covariates/index.ts';
import { valueAtRank } from '../../math/index.ts';
import type { Span } from '../../hierarchy/index.ts';

/** Demand below this share of what is usual around it: the shops were closed. */
const closedBelow = 0.2;
const reach = 14;

/**
 * The periods of `span` in which the shops are closed (1), as far as the demand of everything together (`total`, from the
 * start of the span) tells: almost nothing was sold. In the future, the periods of events (everywhere) on which they
 * always were.
 */
export function closedPeriods(
  total: Float64Array,
  span: Span,
  events: readonly PeriodEvent[],
): Uint8Array {
  const closed = new Uint8Array(span.length);
  for (let index = 0; index < total.length; index += 1) {
    const around = total
      .subarray(Math.max(0, index - reach), index + reach + 1)
      .filter((value) => !Number.isNaN(value))
      .sort();
    if (total[index]! < closedBelow * valueAtRank(around, (around.length - 1) / 2))
      closed[index] = 1;
  }
  const open = new Set<string>();
  const shut = new Set<string>();
  const everywhere = events.filter(({ region }) => region === '');
  for (const { period, name } of everywhere) {
    const index = period - span.from;
    if (index >= 0 && index < total.length) (closed[index] === 1 ? shut : open).add(name);
  }
  for (const { period, name } of everywhere) {
    const index = period - span.from;
    if (index < total.length || index >= span.length) continue;
    if (shut.has(name) && !open.has(name)) closed[index] = 1;
  }
  return closed;
}
