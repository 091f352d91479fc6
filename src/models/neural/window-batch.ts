import type { WindowShape } from './basis.ts';

/** Sizes of the blocks of a batch. */
export interface BatchShape extends WindowShape {
  readonly rows: number;
  /** Channels known beforehand of each period of the horizon, and those of each input; 0 where a network reads none. */
  readonly known: number;
  readonly knownPast: number;
  /** Numbers per series. */
  readonly constant: number;
}

/**
 * Windows side by side, row by row. Demand is relative to the row's level. What is unknown or lies outside of the series has
 * mask or weight 0, and the value 0.
 */
export interface WindowBatch extends BatchShape {
  /** `inputs[row * inputSize + i]`, oldest first, through the link: the level itself is 0. */
  readonly inputs: Float32Array;
  readonly inputMask: Float32Array;
  /** `targets[row * horizon + h]`: the level itself is 1. */
  readonly targets: Float32Array;
  /** What an error counts for; the weights of a complete row sum to 1. */
  readonly targetWeights: Float32Array;
  /** Demand that 1 stands for. */
  readonly levels: Float32Array;
  /** `knownInputs[(row * inputSize + i) * knownPast + channel]`. */
  readonly knownInputs: Float32Array;
  /** `knownFuture[(row * horizon + h) * known + channel]`. */
  readonly knownFuture: Float32Array;
  /** `constants[row * constant + column]`. */
  readonly constants: Float32Array;
}

/** A batch of zeros to be filled. */
export function createBatch(shape: BatchShape): WindowBatch {
  const { rows, inputSize, horizon, known, knownPast, constant } = shape;
  return {
    ...{ rows, inputSize, horizon, known, knownPast, constant },
    inputs: new Float32Array(rows * inputSize),
    inputMask: new Float32Array(rows * inputSize),
    targets: new Float32Array(rows * horizon),
    targetWeights: new Float32Array(rows * horizon),
    levels: new Float32Array(rows),
    knownInputs: new Float32Array(rows * inputSize * knownPast),
    knownFuture: new Float32Array(rows * horizon * known),
    constants: new Float32Array(rows * constant),
  };
}

/** The shape of a batch of demand alone. */
export const demandAlone = { known: 0, knownPast: 0, constant: 0 } as const;
