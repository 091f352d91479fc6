import type { GroupForecasts } from './group-forecasts.ts';

/** Scenarios of the future; no more than `radixSort` is quick with. */
export const scenarioCount = 200;

/** Weight of a past period by its age: half of it goes in 17 periods. */
const keptPerPeriod = 0.96;
/** Older periods tell nothing. */
const reach = 182;

/** Past periods that the future is drawn from, oldest first. */
export interface PastDays {
  /** Indices into the history. */
  readonly indices: Int32Array;
  /** Positive; of any sum. */
  readonly weights: Float64Array;
  /** For each scenario a place in `indices`, in proportion to the weights. */
  readonly drawn: Int32Array;
}

/** The open periods of the last half year, recent ones oftener. The draw is systematic: as even as it can be. */
export function pastDays({ end, closed }: Pick<GroupForecasts, 'end' | 'closed'>): PastDays {
  const indices: number[] = [];
  for (let index = Math.max(0, end - reach); index < end; index += 1) {
    if (closed[index] === 0) indices.push(index);
  }
  const weights = Float64Array.from(indices, (index) => keptPerPeriod ** (end - 1 - index));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const drawn = new Int32Array(scenarioCount);
  let [place, reached] = [0, weights[0] ?? 0];
  for (let scenario = 0; scenario < scenarioCount; scenario += 1) {
    const wanted = ((scenario + 0.5) / scenarioCount) * total;
    while (reached < wanted && place < indices.length - 1) reached += weights[++place]!;
    drawn[scenario] = place;
  }
  return { indices: Int32Array.from(indices), weights, drawn };
}
