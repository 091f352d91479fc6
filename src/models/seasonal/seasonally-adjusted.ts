import { ScratchArray } from '../../math/index.ts';
import { Findings } from '../findings.ts';
import { type RecursiveMethod, tuned } from '../local/index.ts';
import { seasonalIndices } from './seasonal-indices.ts';
import { isSeasonal } from './seasonality-test.ts';

export interface AdjustedParameters<Inner> {
  /** Factor of each position of the season, counted from the first value; null without a season. */
  readonly indices: Float64Array | null;
  readonly inner: Inner;
}

export interface AdjustedState<Inner> {
  readonly indices: Float64Array | null;
  readonly inner: Inner;
  /** Position of the next value. */
  position: number;
}

const scratch = new ScratchArray();

/** Positions with a smaller index (the weekday when the store is closed) say nothing of the level. */
const leastIndex = 0.01;

/**
 * Lets a method without a season forecast demand that has one, as the benchmark of the M4 competition does: where the
 * test finds a season, demand is divided by its indices, forecast, and multiplied again.
 */
export function seasonallyAdjusted<Parameters, State>(
  inner: RecursiveMethod<Parameters, State>,
  { name, description }: { readonly name: string; readonly description: string },
): RecursiveMethod<AdjustedParameters<Parameters>, AdjustedState<State>> {
  return {
    name,
    description,
    minimumLength: (seasonLength) => inner.minimumLength(seasonLength),
    memory: (seasonLength) => Math.max(inner.memory(seasonLength), 4 * seasonLength),
    tune(values, seasonLength, findings = new Findings()) {
      const adjusted = findings.once(adjust, () => adjust(values, seasonLength));
      const inside = adjusted.indices === null ? findings : findings.of(adjust);
      return {
        indices: adjusted.indices,
        inner: tuned(inner, adjusted.values, seasonLength, inside),
      };
    },
    start: (parameters, seasonLength) => ({
      indices: parameters.indices,
      inner: inner.start(parameters.inner, seasonLength),
      position: 0,
    }),
    observe(state, values, from, until) {
      const { indices } = state;
      if (indices === null) {
        inner.observe(state.inner, values, from, until);
        return;
      }
      const count = until - from;
      const adjusted = scratch.take(count);
      let { position } = state;
      for (let index = 0; index < count; index += 1) {
        adjusted[index] = withoutSeason(values[from + index]!, indices[position]!);
        position = position + 1 === indices.length ? 0 : position + 1;
      }
      state.position = position;
      inner.observe(state.inner, adjusted, 0, count);
    },
    predict(state, horizon, out, offset) {
      inner.predict(state.inner, horizon, out, offset);
      const { indices } = state;
      if (indices === null) return;
      let { position } = state;
      for (let lead = offset; lead < offset + horizon; lead += 1) {
        out[lead]! *= indices[position]!;
        position = position + 1 === indices.length ? 0 : position + 1;
      }
    },
  };
}

/** The season of a history, and the history without it. */
interface AdjustedHistory {
  readonly indices: Float64Array | null;
  readonly values: Float64Array;
}

function adjust(values: Float64Array, seasonLength: number): AdjustedHistory {
  const indices = isSeasonal(values, seasonLength) ? seasonalIndices(values, seasonLength) : null;
  if (indices === null) return { indices, values };
  const adjusted = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += indices.length) {
    const until = Math.min(indices.length, values.length - from);
    for (let at = 0; at < until; at += 1) {
      adjusted[from + at] = withoutSeason(values[from + at]!, indices[at]!);
    }
  }
  return { indices, values: adjusted };
}

function withoutSeason(value: number, index: number): number {
  return index < leastIndex ? Number.NaN : value / index;
}
