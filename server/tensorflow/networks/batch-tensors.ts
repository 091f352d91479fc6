import type { WindowBatch } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

/** A batch of windows on the backend; null where a network has no such numbers. */
export interface BatchTensors {
  /** [rows, inputSize] */
  readonly inputs: tf.Tensor2D;
  readonly inputMask: tf.Tensor2D;
  /** [rows, inputSize, known] */
  readonly knownInputs: tf.Tensor3D | null;
  /** [rows, horizon, known] */
  readonly knownFuture: tf.Tensor3D | null;
  /** [rows, constant] */
  readonly constants: tf.Tensor2D | null;
}

/** Copies what a network reads; the caller disposes, or works inside of `tf.tidy`. */
export function batchTensors(batch: WindowBatch): BatchTensors {
  const { rows, inputSize, horizon, known, knownPast, constant } = batch;
  return {
    inputs: tf.tensor2d(batch.inputs, [rows, inputSize]),
    inputMask: tf.tensor2d(batch.inputMask, [rows, inputSize]),
    knownInputs:
      knownPast === 0 ? null : tf.tensor3d(batch.knownInputs, [rows, inputSize, knownPast]),
    knownFuture: known === 0 ? null : tf.tensor3d(batch.knownFuture, [rows, horizon, known]),
    constants: constant === 0 ? null : tf.tensor2d(batch.constants, [rows, constant]),
  };
}
