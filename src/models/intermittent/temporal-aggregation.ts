import { knownValues, type RecursiveMethod, smoothingMemory } from '../local/index.ts';
import {
  fitSpan,
  observeSpan,
  spanRate,
  type SpanState,
  type SpanWeight,
  startSpan,
} from './span-smoothing.ts';

export interface AggregationState {
  readonly spans: readonly SpanState[];
  /** Sums of the last values, of each span. */
  readonly sums: Float64Array;
  /** The last known values, as many as the longest span, in a ring. */
  readonly recent: Float64Array;
  count: number;
  /** Where the newest value is in the ring. */
  newest: number;
}

/**
 * Forecasts the mean rate of smoothed sums over one or several spans of periods: what is rare by the day is regular by the
 * month. `spansOf` chooses the spans from the visible history, ascending.
 */
export function temporalAggregation(options: {
  readonly name: string;
  readonly description: string;
  readonly spansOf: (values: Float64Array) => readonly number[];
}): RecursiveMethod<readonly SpanWeight[], AggregationState> {
  return {
    name: options.name,
    description: options.description,
    minimumLength: () => 4,
    memory: () => smoothingMemory,
    tune(values) {
      const known = knownValues(values);
      return options.spansOf(values).map((span) => fitSpan(known, known.length, span));
    },
    start: (weights) => ({
      spans: weights.map(startSpan),
      sums: new Float64Array(weights.length),
      recent: new Float64Array(weights.at(-1)?.span ?? 1),
      count: 0,
      newest: -1,
    }),
    observe,
    predict(state, horizon, out, offset) {
      out.fill(Math.max(0, rate(state)), offset, offset + horizon);
    },
  };
}

function observe(state: AggregationState, values: Float64Array, from: number, until: number): void {
  for (let index = from; index < until; index += 1) {
    if (!Number.isNaN(values[index]!)) observeKnown(state, values[index]!);
  }
}

function observeKnown(state: AggregationState, value: number): void {
  const { recent, spans, sums } = state;
  const { length } = recent;
  const newest = state.newest + 1 === length ? 0 : state.newest + 1;
  for (let index = 0; index < spans.length; index += 1) {
    const { span } = spans[index]!;
    const oldest = newest - span < 0 ? newest - span + length : newest - span;
    sums[index]! += value - recent[oldest]!;
  }
  recent[newest] = value;
  state.newest = newest;
  if (state.count < length) state.count += 1;
  // Once a round from scratch, so that what rounding loses does not add up.
  if (newest === length - 1) sumAgain(state);
  for (let index = 0; index < spans.length; index += 1) {
    const span = spans[index]!;
    observeSpan(span, span.span <= state.count ? sums[index]! : Number.NaN);
  }
}

/** When the newest value is the last of the ring. */
function sumAgain({ recent, spans, sums }: AggregationState): void {
  let at = recent.length;
  let total = 0;
  for (let index = 0; index < spans.length; index += 1) {
    const from = recent.length - spans[index]!.span;
    while (at > from) {
      at -= 1;
      total += recent[at]!;
    }
    sums[index] = total;
  }
}

/** Mean over the spans that have a sum; the mean of all values where none has; 0 before the first. */
function rate({ spans, recent, count }: AggregationState): number {
  let total = 0;
  let summed = 0;
  for (const span of spans) {
    const own = spanRate(span);
    if (Number.isNaN(own)) continue;
    total += own;
    summed += 1;
  }
  if (summed > 0) return total / summed;
  for (let index = 0; index < count; index += 1) total += recent[index]!;
  return count === 0 ? 0 : total / count;
}
