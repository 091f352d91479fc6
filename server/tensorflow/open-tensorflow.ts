import { availableParallelism } from 'node:os';

import { ForecastError } from '#core/errors';
import * as tf from '@tensorflow/tfjs-core';
import { version_wasm as wasmVersion } from '@tensorflow/tfjs-backend-wasm';

import { registerGradients } from './gradients/index.ts';
import { loadNative } from './native/load-native.ts';
import { fixWasmKernels } from './wasm/index.ts';

/** WebAssembly, which is always there, or TensorFlow's own library through tfjs-node. */
export type TensorBackend = 'wasm' | 'native';

export interface TensorflowOptions {
  /** `auto`: native where it loads, else WebAssembly. */
  readonly backend: TensorBackend | 'auto';
  /** Where `npm run native` put TensorFlow's library. */
  readonly nativeDirectory: string;
}

/** tfjs, ready to compute on one backend. */
export interface Tensorflow {
  readonly tf: typeof tf;
  readonly backend: TensorBackend;
  /** Of tfjs and of what computes below it, for provenance. */
  readonly version: string;
  /** Threads that one operation may use. */
  readonly threads: number;
  /** Why `auto` did not take the native backend; null where it did, or was not asked to. */
  readonly nativeProblem: string | null;
}

/**
 * Makes tfjs of this thread compute on a backend: registers derivatives, repairs kernels, and downloads nothing. A
 * thread has one tfjs, so the last call counts for the whole thread; tensors move along when they are used.
 * @throws ForecastError TENSORFLOW_UNAVAILABLE when the backend that was asked for does not load.
 */
export async function openTensorflow(options: TensorflowOptions): Promise<Tensorflow> {
  // Without tfjs's checks of its own use, and without its greetings.
  tf.enableProdMode();
  if (options.backend === 'wasm') return openWasm(null);
  try {
    return await openNative(options.nativeDirectory);
  } catch (error) {
    const problem = firstLine(error);
    if (options.backend === 'auto') return openWasm(problem);
    throw new ForecastError(
      'TENSORFLOW_UNAVAILABLE',
      `The native tensor backend does not load: ${problem} Run \`npm run native\`, or set TENSOR_BACKEND=wasm.`,
      { backend: 'native', problem },
      error,
    );
  }
}

async function openNative(directory: string): Promise<Tensorflow> {
  const tensorflow = loadNative(directory);
  await use('tensorflow');
  const version = `tfjs-node ${tf.version_core}, TensorFlow ${tensorflow}`;
  return { tf, backend: 'native', version, threads: availableParallelism(), nativeProblem: null };
}

async function openWasm(nativeProblem: string | null): Promise<Tensorflow> {
  fixWasmKernels();
  await use('wasm');
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true ? 'SIMD' : 'no SIMD';
  const version = `tfjs-backend-wasm ${wasmVersion}, ${simd}`;
  return { tf, backend: 'wasm', version, threads: 1, nativeProblem };
}

/** Derivatives last: tfjs-node brings its own. */
async function use(backend: 'tensorflow' | 'wasm'): Promise<void> {
  if (!(await tf.setBackend(backend))) {
    throw new Error(`tfjs could not start its backend ${backend}.`);
  }
  registerGradients();
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
