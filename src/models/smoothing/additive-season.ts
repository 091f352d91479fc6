import { unboxed } from '../../math/index.ts';
import { seasonalOffsets } from '../seasonal/index.ts';
import type { TrendWeights } from './trend-start.ts';

/** Weights of level, trend and season, and the damping of the trend. */
export interface SeasonWeights extends TrendWeights {
  readonly gamma: number;
}

/** Where the smoothing begins. */
export interface SeasonStart {
  readonly level: number;
  /** Offset of each position of the season, counted from the first value. */
  readonly season: Float64Array;
}

export interface SeasonParameters extends SeasonWeights, SeasonStart {}

export interface SeasonState extends SeasonWeights {
  level: number;
  trend: number;
  readonly season: Float64Array;
  /** Position of the next value. */
  position: number;
}

/**
 * A start from classical decomposition: its season, and the mean of the first two seasons (10 values at least) without it.
 * No trend yet: ten noisy days tell none.
 */
export function additiveStart(values: Float64Array, seasonLength: number): SeasonStart {
  const season = seasonalOffsets(values, seasonLength);
  const wanted = Math.max(10, 2 * seasonLength);
  let total = 0;
  let known = 0;
  for (let index = 0; index < values.length && known < wanted; index += 1) {
    const value = values[index]! - season[index % seasonLength]!;
    if (Number.isNaN(value)) continue;
    total += value;
    known += 1;
  }
  return { level: known === 0 ? 0 : total / known, season };
}

/** Sum of the squared one-step errors. `scratch` has the length of the season. */
export function additiveSquares(
  values: Float64Array,
  { alpha, beta, phi, gamma }: SeasonWeights,
  start: SeasonStart,
  scratch: Float64Array,
): number {
  scratch.set(start.season);
  // Ordered for the shortest chain of operations from one forecast of the level to the next.
  let forecast = unboxed(start.level);
  let damped = 0;
  let position = 0;
  let squares = 0;
  const turn = phi * beta;
  const reaction = alpha + turn;
  const length = values.length;
  const season = scratch.length;
  for (let index = 0; index < length; index += 1) {
    const offset = scratch[position]!;
    const known = values[index]! - offset;
    if (Number.isNaN(known)) {
      damped *= phi;
      forecast += damped;
    } else {
      const error = known - forecast;
      squares += error * error;
      scratch[position] = offset + gamma * error;
      damped *= phi;
      forecast = forecast + damped + reaction * error;
      damped += turn * error;
    }
    position = position + 1 === season ? 0 : position + 1;
  }
  return squares;
}

export function startAdditive(parameters: SeasonParameters): SeasonState {
  return { ...parameters, trend: 0, season: parameters.season.slice(), position: 0 };
}

/** Moves level, trend and season by values; NaN = unknown: the trend goes on, the rest stays. */
export function observeAdditive(
  state: SeasonState,
  values: Float64Array,
  from: number,
  until: number,
): void {
  const { season, alpha, beta, gamma, phi } = state;
  let { level, trend, position } = state;
  for (let index = from; index < until; index += 1) {
    const offset = season[position]!;
    trend *= phi;
    level += trend;
    const error = values[index]! - level - offset;
    if (!Number.isNaN(error)) {
      level += alpha * error;
      trend += beta * error;
      season[position] = offset + gamma * error;
    }
    position = position + 1 === season.length ? 0 : position + 1;
  }
  state.level = level;
  state.trend = trend;
  state.position = position;
}

export function predictAdditive(
  { level, trend, phi, season, position }: SeasonState,
  horizon: number,
  out: Float64Array,
  offset: number,
): void {
  let step = unboxed(trend);
  let forecast = unboxed(level);
  let next = position;
  for (let lead = offset; lead < offset + horizon; lead += 1) {
    step *= phi;
    forecast += step;
    out[lead] = Math.max(0, forecast + season[next]!);
    next = next + 1 === season.length ? 0 : next + 1;
  }
}
