import { countsWholeUnits, type Series } from '../../series/index.ts';
import type { GroupForecasts } from './group-forecasts.ts';
import { type PastDays, scenarioCount } from './past-days.ts';
import { isYoung, YoungItems } from './young-items.ts';

/** What each item takes of its group's demand. */
export interface ItemShares {
  /** Expected shares; those of a group sum to 1. */
  readonly shares: Float64Array;
  /** `scenarios[item * scenarioCount + scenario]`: shares with a mean of `shares[item]`. */
  readonly scenarios: Float32Array;
  /** 1 where an item only ever sold whole units. */
  readonly isWhole: Uint8Array;
}

/** Periods of other new items that a young item's own history is set against. */
const analogyPeriods = 14;
/** A group's mean is no less than this share of its largest when items are divided by it. */
const leastFitted = 0.01;

/**
 * The shares of items in the demand that was expected of their group, on the drawn past periods: zeros, counts and what
 * sells together survive. Each past period is divided by what was expected of its group then, so that season, events
 * and errors of the group stay in. Items with little history borrow from new items like them.
 */
export function itemShares(
  forecasts: GroupForecasts,
  series: readonly Series[],
  days: PastDays,
): ItemShares {
  const { groups, fitted, span } = forecasts;
  const young = new YoungItems(forecasts, series);
  const shares = new Float64Array(series.length);
  const scenarios = new Float32Array(series.length * scenarioCount);
  const isWhole = new Uint8Array(series.length);
  const divisors = fitted.map((own) => divisorsOf(own, days));
  const seen = new Float64Array(days.indices.length);
  series.forEach((one, item) => {
    const group = groups.groupOf[item]!;
    const into = scenarios.subarray(item * scenarioCount, (item + 1) * scenarioCount);
    isWhole[item] = Number(countsWholeUnits(one.values));
    const known = sharesSeen(one, span.from, divisors[group]!, days, seen);
    if (!isYoung(one)) {
      shares[item] = known.mean;
      fillScenarios(seen, days, into);
    } else {
      const pool = young.like(group);
      const usual = mean(pool) / groups.sizes[group]!;
      const sum = known.periods * known.plainMean + analogyPeriods * usual;
      shares[item] = sum / (known.periods + analogyPeriods);
      for (let place = 0; place < scenarioCount; place += 1) {
        into[place] = pool[(place * 7919 + item) % pool.length]!;
      }
    }
    rescale(into, shares[item]);
  });
  normalise(forecasts, shares, scenarios);
  return { shares, scenarios, isWhole };
}

function divisorsOf(fitted: Float64Array, { indices }: PastDays): Float64Array {
  let largest = 0;
  for (const index of indices) if (fitted[index]! > largest) largest = fitted[index]!;
  return Float64Array.from(indices, (index) => Math.max(fitted[index]!, leastFitted * largest));
}

/** Writes the share of each past period into `seen`, NaN where it is unknown. */
function sharesSeen(
  { start, values }: Series,
  from: number,
  divisors: Float64Array,
  { indices, weights }: PastDays,
  seen: Float64Array,
): { readonly mean: number; readonly plainMean: number; readonly periods: number } {
  const shift = from - start;
  let sum = 0;
  let weight = 0;
  let plain = 0;
  let periods = 0;
  for (let place = 0; place < indices.length; place += 1) {
    const index = indices[place]! + shift;
    const value = index >= 0 ? values[index] : undefined;
    const share = Math.max(0, value ?? Number.NaN) / divisors[place]!;
    seen[place] = Number.isFinite(share) ? share : Number.NaN;
    if (!Number.isFinite(share)) continue;
    sum += weights[place]! * share;
    weight += weights[place]!;
    plain += share;
    periods += 1;
  }
  return {
    mean: weight > 0 ? sum / weight : 0,
    plainMean: periods > 0 ? plain / periods : 0,
    periods,
  };
}

/** The shares of the drawn periods; for unknown ones those of other drawn periods, in turn. */
function fillScenarios(seen: Float64Array, { drawn }: PastDays, into: Float32Array): void {
  let known = 0;
  for (let scenario = 0; scenario < scenarioCount; scenario += 1) {
    const share = seen[drawn[scenario]!]!;
    into[scenario] = share;
    if (!Number.isNaN(share)) known += 1;
  }
  if (known === scenarioCount) return;
  let place = -1;
  for (let scenario = 0; scenario < scenarioCount; scenario += 1) {
    if (!Number.isNaN(into[scenario]!)) continue;
    if (known === 0) {
      into[scenario] = 0;
      continue;
    }
    do place = (place + 1) % scenarioCount;
    while (Number.isNaN(seen[drawn[place]!]!));
    into[scenario] = seen[drawn[place]!]!;
  }
}

/** Brings the mean of the scenarios to `wanted`; where they are all nothing they stay so. */
function rescale(scenarios: Float32Array, wanted: number): void {
  const found = mean(scenarios);
  if (found <= 0) return;
  const factor = wanted / found;
  for (let place = 0; place < scenarios.length; place += 1) scenarios[place]! *= factor;
}

function normalise(
  { groups }: GroupForecasts,
  shares: Float64Array,
  scenarios: Float32Array,
): void {
  const sums = new Float64Array(groups.count);
  shares.forEach((share, item) => (sums[groups.groupOf[item]!]! += share));
  shares.forEach((share, item) => {
    const group = groups.groupOf[item]!;
    const sum = sums[group]!;
    const factor = sum > 0 ? 1 / sum : 0;
    shares[item] = sum > 0 ? share * factor : 1 / groups.sizes[group]!;
    for (let at = item * scenarioCount; at < (item + 1) * scenarioCount; at += 1) {
      scenarios[at]! *= factor;
    }
  });
}

function mean(values: Float32Array | readonly number[]): number {
  let sum = 0;
  const { length } = values;
  for (let index = 0; index < length; index += 1) sum += values[index]!;
  return length === 0 ? 0 : sum / length;
}
