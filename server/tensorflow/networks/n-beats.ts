import {
  type Basis,
  type BlockLayout,
  fixedBasis,
  nBeatsLayout,
  type NBeatsSettings,
} from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

import { type BatchTensors, batchTensors } from './batch-tensors.ts';
import type { Network } from './network.ts';
import { rectifiedDense } from './rectified-dense.ts';

/** Draws the forecast and the backcast of a block from its coefficients, [rows, coefficients] each. */
interface BlockBasis {
  forecast(coefficients: tf.Tensor2D, batch: BatchTensors): tf.Tensor2D;
  backcast(coefficients: tf.Tensor2D, batch: BatchTensors): tf.Tensor2D;
}

/** Residual blocks: each explains a part of the inputs, takes it away, and adds its part of the forecast. */
export function nBeats(settings: NBeatsSettings): Network {
  const { parameters, blocks } = nBeatsLayout(settings);
  const bases = blocks.map(({ basis }) => blockBasis(basis, settings));
  const forward: Network['forward'] = (weights, windows) => {
    const batch = batchTensors(windows);
    const others = covariateColumns(batch);
    let left = batch.inputs;
    let forecast: tf.Tensor2D | null = null;
    for (const [index, block] of blocks.entries()) {
      const hidden = throughLayers(block, weights, tf.concat([left, ...others], 1));
      const coefficients = tf.matMul<tf.Tensor2D>(hidden, weights[block.forecast]!);
      const part = bases[index]!.forecast(coefficients, batch);
      forecast = forecast === null ? part : tf.add(forecast, part);
      if (block.backcast === null) continue;
      const explained = tf.matMul<tf.Tensor2D>(hidden, weights[block.backcast]!);
      // What is unknown stays 0: otherwise padding would turn into what the next block takes for demand.
      left = tf.mul(batch.inputMask, tf.sub(left, bases[index]!.backcast(explained, batch)));
    }
    return byOutput(forecast!, settings);
  };
  return { parameters, outputs: settings.outputs, bestRows: 512, forward };
}

/** [rows, outputs * horizon] as [outputs, rows, horizon]. */
function byOutput(forecast: tf.Tensor2D, { outputs, horizon }: NBeatsSettings): tf.Tensor3D {
  const rows = forecast.shape[0];
  if (outputs === 1) return tf.reshape(forecast, [1, rows, horizon]);
  return tf.transpose(tf.reshape<tf.Rank.R3>(forecast, [rows, outputs, horizon]), [1, 0, 2]);
}

function throughLayers(
  { layers }: BlockLayout,
  weights: readonly tf.Tensor[],
  inputs: tf.Tensor2D,
): tf.Tensor2D {
  return layers.reduce(
    (hidden, { kernel, bias }) => rectifiedDense(hidden, weights[kernel]!, weights[bias]!),
    inputs,
  );
}

/** All covariates of a window in columns, the same for every block. */
function covariateColumns(batch: BatchTensors): readonly tf.Tensor2D[] {
  const known = [batch.knownInputs, batch.knownFuture].flatMap((block) =>
    block === null ? [] : [tf.reshape<tf.Rank.R2>(block, [block.shape[0], -1])],
  );
  return batch.constants === null ? known : [...known, batch.constants];
}

function blockBasis(basis: BlockLayout['basis'], settings: NBeatsSettings): BlockBasis {
  const { inputSize, horizon, outputs } = settings;
  if (basis.kind === 'generic') {
    return { forecast: (coefficients) => coefficients, backcast: (coefficients) => coefficients };
  }
  if (basis.kind === 'covariates') {
    return {
      forecast: (coefficients, { knownFuture }) =>
        alongCovariates(coefficients, knownFuture!, outputs),
      backcast: (coefficients, { knownInputs }) => alongCovariates(coefficients, knownInputs!, 1),
    };
  }
  const fixed: Basis = fixedBasis(basis, settings)!;
  const rows = (values: Float32Array, length: number): tf.Tensor2D =>
    tf.tensor2d(values, [fixed.count, length]);
  return {
    forecast: (coefficients) =>
      tf.reshape(
        tf.matMul(tf.reshape(coefficients, [-1, fixed.count]), rows(fixed.forecast, horizon)),
        [-1, outputs * horizon],
      ),
    backcast: (coefficients) => tf.matMul(coefficients, rows(fixed.backcast, inputSize)),
  };
}

/** Σ over channels of coefficient × channel, for each output and period: [rows, outputs * periods]. */
function alongCovariates(
  coefficients: tf.Tensor2D,
  channels: tf.Tensor3D,
  outputs: number,
): tf.Tensor2D {
  const [rows, periods, known] = channels.shape;
  const stacked = tf.reshape<tf.Rank.R3>(coefficients, [rows, outputs, known]);
  const drawn = tf.matMul(stacked, tf.transpose(channels, [0, 2, 1]));
  return tf.reshape(drawn, [rows, outputs * periods]);
}
