import type { Findings } from '../findings.ts';
import type { RecursiveMethod } from '../local/index.ts';
import {
  dampedTrend,
  etsAada,
  etsAna,
  etsAnm,
  optimisedSmoothing,
  scoredFit,
  type ScoredMethod,
} from '../smoothing/index.ts';

/** A model and the numbers that it fits: weights, starts and the variance. */
interface Candidate {
  readonly method: ScoredMethod<unknown, unknown>;
  readonly fitted: (seasonLength: number) => number;
}

interface Chosen {
  /** Index of the candidate. */
  readonly model: number;
  /** Its parameters, or its state. */
  readonly own: unknown;
}

/** Level alone first: it wins a tie. A season of factors or offsets has as many free numbers as positions, less one. */
const candidates: readonly Candidate[] = [
  { method: optimisedSmoothing, fitted: () => 3 },
  { method: etsAna, fitted: (seasonLength) => seasonLength + 3 },
  { method: etsAnm, fitted: (seasonLength) => seasonLength + 3 },
  { method: dampedTrend, fitted: () => 6 },
  { method: etsAada, fitted: (seasonLength) => seasonLength + 6 },
];

/** Indices of the seasons; for each of them, that of the same season with a trend, or null. */
const withTrend: readonly (number | null)[] = [3, 4, null];

/**
 * The exponential smoothing with the least corrected information criterion of Akaike (C. M. Hurvich, C.-L. Tsai, Biometrika 76,
 * 1989) on the visible history: additive errors; first the season, none, additive or multiplicative; then a damped trend for it
 * where that is better still.
 */
export const etsAuto: RecursiveMethod<Chosen, Chosen> = {
  name: 'ets-auto',
  description: 'Chooses trend and season of exponential smoothing by an information criterion.',
  minimumLength: () => 4,
  memory: (seasonLength) =>
    Math.max(...candidates.map(({ method }) => method.memory(seasonLength))),
  tune(values, seasonLength, findings) {
    const scored = (model: number) => scoreCandidate(model, values, seasonLength, findings);
    let best = scored(0);
    for (const season of [1, 2]) {
      const seasonal = scored(season);
      if (seasonal.score < best.score) best = seasonal;
    }
    const trend = withTrend[best.model];
    if (trend != null) {
      const trending = scored(trend);
      if (trending.score < best.score) best = trending;
    }
    return { model: best.model, own: best.own };
  },
  start: ({ model, own }, seasonLength) => ({
    model,
    own: candidates[model]!.method.start(own, seasonLength),
  }),
  observe({ model, own }, values, from, until) {
    candidates[model]!.method.observe(own, values, from, until);
  },
  predict({ model, own }, horizon, out, offset) {
    candidates[model]!.method.predict(own, horizon, out, offset);
  },
};

function scoreCandidate(
  model: number,
  values: Float64Array,
  seasonLength: number,
  findings: Findings | undefined,
): Chosen & { readonly score: number } {
  const { method, fitted } = candidates[model]!;
  const { parameters, squares } = scoredFit(method, values, seasonLength, findings);
  return { model, own: parameters, score: criterion(squares, values, fitted(seasonLength)) };
}

/**
 * exp(AICc / n) but for a constant: proportional to the squared errors, so that the choice does not depend on the unit of
 * demand. Infinite where there are too few values for the model.
 */
function criterion(squares: number, values: Float64Array, fitted: number): number {
  let known = 0;
  const { length } = values;
  for (let index = 0; index < length; index += 1) if (!Number.isNaN(values[index]!)) known += 1;
  const left = known - fitted - 1;
  if (left <= 0) return Infinity;
  return squares * Math.exp((2 * fitted + (2 * fitted * (fitted + 1)) / left) / known);
}
