import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

import { registerGradients } from '../../server/tensorflow/gradients/index.ts';
import { openTensorflow } from '../../server/tensorflow/index.ts';
import { type BenchNetwork, denseNetwork, nBeatsNetwork } from './bench-networks.ts';

/** tfjs's WebAssembly as it comes, the same with our kernels, and TensorFlow's own library. */
export type Setup = 'stock' | 'wasm' | 'native';

/** All in seconds of one core, so that other work on the machine counts little. */
export interface TensorFigures {
  readonly version: string;
  /** Products per core second of matrices that lie as the kernels like them, in GFLOP/s. */
  readonly wideProduct: number;
  readonly narrowProduct: number;
  /** One forward and backward pass, with the gradients copied out. */
  readonly denseStep: { readonly seconds: number; readonly gflops: number };
  readonly nBeatsStep: { readonly seconds: number; readonly gflops: number };
  /** Forecasts of so many rows by the N-BEATS. */
  readonly fewRows: number;
  readonly manyRows: number;
}

const rowsPerBatch = 1024;

/** Measures one setup in this process, which must not have opened another before. */
export async function measureTensors(
  setup: Setup,
  nativeDirectory: string,
): Promise<TensorFigures> {
  const version = await open(setup, nativeDirectory);
  const [dense, nBeats] = [denseNetwork(), nBeatsNetwork()];
  const product = (m: number, k: number, n: number): number => {
    const [a, b] = [tf.ones<tf.Rank.R2>([m, k]), tf.ones<tf.Rank.R2>([k, n])];
    const seconds = coreSeconds(() => {
      readOut(() => tf.matMul(a, b));
    }, 0.5);
    return (2 * m * k * n) / seconds / 1e9;
  };
  return {
    version,
    wideProduct: product(1024, 512, 512),
    narrowProduct: product(256, 256, 256),
    denseStep: step(dense),
    nBeatsStep: step(nBeats),
    fewRows: forecasts(nBeats, 50),
    manyRows: forecasts(nBeats, 30_490),
  };
}

async function open(setup: Setup, nativeDirectory: string): Promise<string> {
  if (setup !== 'stock') return (await openTensorflow({ backend: setup, nativeDirectory })).version;
  tf.enableProdMode();
  await tf.setBackend('wasm');
  registerGradients();
  return `tfjs-backend-wasm ${tf.version_core}`;
}

function step(network: BenchNetwork): { seconds: number; gflops: number } {
  const seconds = coreSeconds(() => {
    const { value, grads } = tf.variableGrads(() => network.loss(), [...network.weights]);
    for (const gradient of Object.values(grads)) gradient.dataSync();
    tf.dispose([value, grads]);
  }, 2);
  return { seconds, gflops: network.flopsPerStep / seconds / 1e9 };
}

function forecasts(network: BenchNetwork, rows: number): number {
  const values = new Float32Array(rows * network.inputs).fill(0.5);
  return coreSeconds(() => {
    for (let from = 0; from < rows; from += rowsPerBatch) {
      const count = Math.min(rowsPerBatch, rows - from);
      const batch = values.subarray(from * network.inputs, (from + count) * network.inputs);
      readOut(() => network.forward(tf.tensor2d(batch, [count, network.inputs])));
    }
  }, 0.5);
}

/** Not out of `tidy`, which would look for tensors among all the numbers. */
function readOut(compute: () => tf.Tensor): void {
  const result = tf.tidy(compute);
  result.dataSync();
  result.dispose();
}

/** The quicker half of the runs that fit into the time, after one that warms up; two at least. */
function coreSeconds(work: () => unknown, patienceSeconds: number): number {
  const once = (): number => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  once();
  const runs: number[] = [];
  for (let spent = 0; spent < patienceSeconds || runs.length < 2; spent += runs.at(-1)!) {
    runs.push(once());
  }
  const quicker = runs.toSorted((a, b) => a - b).slice(0, Math.ceil(runs.length / 2));
  return quicker.reduce((sum, value) => sum + value, 0) / quicker.length;
}
