import type { RecursiveMethod } from '../local/index.ts';
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
    memory: () => 400,
    tune(values) {
      const known = values.filter((value) => !Number.isNaN(value));
      return options.spansOf(values).map((span) => fitSpan(known, known.length, span));
    },
    start: (weights) => ({
      spans: weights.map(startSpan),
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

function observe(state: AggregationState, value: number): void {
  if (Number.isNaN(value)) return;
  const { recent, spans } = state;
  const { length } = recent;
  state.newest = state.newest + 1 === length ? 0 : state.newest + 1;
  recent[state.newest] = value;
  if (state.count < length) state.count += 1;
  let [at, summed, total] = [state.newest, 0, 0];
  for (const span of spans) {
    // One walk backwards gives the sums of all spans.
    while (summed < span.span) {
      total += recent[at]!;
      at = at === 0 ? length - 1 : at - 1;
      summed += 1;
    }
    observeSpan(span, span.span <= state.count ? total : Number.NaN);
  }
}

/** Mean over the spans that have a sum; the mean of all values where none has; 0 before the first. */
function rate({ spans, recent, count }: AggregationState): number {
  let [total, summed] = [0, 0];
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
