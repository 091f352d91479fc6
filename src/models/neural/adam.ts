import type { Weights } from './parameters.ts';

/** Hyper-parameters of the optimiser. */
export interface AdamSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Share of each weight that a step of learning rate 1 takes away (I. Loshchilov and F. Hutter, ICLR 2019). */
  readonly weightDecay: number;
  /** Gradients whose Euclidean norm over all weights is greater are scaled down to it. */
  readonly clipNorm: number;
  /** Weight of the past in the moving average of the weights; small in the first steps, so that the start is forgotten. */
  readonly averageDecay: number;
}

/** All that a step reads and writes: the weights in training, both moments, and the average that forecasts use. */
export interface AdamState {
  readonly weights: Weights;
  readonly firstMoments: Weights;
  readonly secondMoments: Weights;
  readonly averages: Weights;
  /** Steps taken. */
  step: number;
}

/** The state before the first step; `weights` are copied. */
export function startAdam(weights: Weights): AdamState {
  return {
    weights: weights.map((values) => values.slice()),
    firstMoments: weights.map(({ length }) => new Float32Array(length)),
    secondMoments: weights.map(({ length }) => new Float32Array(length)),
    averages: weights.map((values) => values.slice()),
    step: 0,
  };
}

/**
 * One step of Adam (D. Kingma and J. Ba, ICLR 2015) with decoupled decay, in place. On the host rather than on tensors: one pass
 * over the numbers, the same on every backend, and the state is ready to be stored. Returns the norm before clipping; where that is not finite, nothing
 * changes but the count of steps.
 */
export function stepAdam(
  state: AdamState,
  gradients: Weights,
  learningRate: number,
  settings: AdamSettings,
): number {
  state.step += 1;
  const norm = euclideanNorm(gradients);
  if (!Number.isFinite(norm)) return norm;
  const { beta1, beta2, epsilon, weightDecay } = settings;
  const scale = norm > settings.clipNorm ? settings.clipNorm / norm : 1;
  const firstCorrection = 1 / (1 - beta1 ** state.step);
  const secondCorrection = 1 / (1 - beta2 ** state.step);
  const keep = Math.min(settings.averageDecay, state.step / (9 + state.step));
  for (const [at, gradient] of gradients.entries()) {
    const weights = state.weights[at]!;
    const first = state.firstMoments[at]!;
    const second = state.secondMoments[at]!;
    const average = state.averages[at]!;
    for (let index = 0; index < gradient.length; index += 1) {
      const slope = gradient[index]! * scale;
      const m = beta1 * first[index]! + (1 - beta1) * slope;
      const v = beta2 * second[index]! + (1 - beta2) * slope * slope;
      first[index] = m;
      second[index] = v;
      const direction = (m * firstCorrection) / (Math.sqrt(v * secondCorrection) + epsilon);
      const weight = weights[index]! - learningRate * (direction + weightDecay * weights[index]!);
      weights[index] = weight;
      average[index] = keep * average[index]! + (1 - keep) * weight;
    }
  }
  return norm;
}

function euclideanNorm(arrays: Weights): number {
  let sum = 0;
  for (const values of arrays) {
    for (const value of values) sum += value * value;
  }
  return Math.sqrt(sum);
}
