import {
  getKernel,
  type KernelConfig,
  type NamedAttrMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { wasmOf } from './heap.ts';

/** One call of a kernel. Outputs belong to tfjs; everything else that a kernel makes it frees itself. */
export interface Call {
  readonly backend: BackendWasm;
  readonly inputs: Readonly<Record<string, TensorInfo | undefined>>;
  readonly attributes: NamedAttrMap;
}

type Stock = (call: Call) => TensorInfo;

/** Puts another kernel in place of tfjs's own, which it may still call. */
export function replaceKernel(
  kernelName: string,
  kernel: (call: Call, stock: Stock) => TensorInfo,
): void {
  const config = getKernel(kernelName, 'wasm');
  const stock = ({ backend, inputs, attributes }: Call): TensorInfo =>
    only(config.kernelFunc({ backend, inputs, attrs: attributes }));
  unregisterKernel(kernelName, 'wasm');
  registerKernel({ ...config, kernelFunc: asKernelFunc((call) => kernel(call, stock)) });
}

/** Adds a kernel that tfjs does not have for WebAssembly. */
export function addKernel(kernelName: string, kernel: (call: Call) => TensorInfo): void {
  registerKernel({ kernelName, backendName: 'wasm', kernelFunc: asKernelFunc(kernel) });
}

/** An input that the operation always has. */
export function inputOf(call: Call, name: string): TensorInfo {
  const tensor = call.inputs[name];
  if (tensor === undefined) throw new TypeError(`The kernel was called without its input ${name}.`);
  return tensor;
}

function asKernelFunc(kernel: (call: Call) => TensorInfo): KernelConfig['kernelFunc'] {
  return ({ backend, inputs, attrs }) =>
    kernel({ backend: wasmOf(backend), inputs, attributes: attrs ?? {} });
}

function only(outputs: TensorInfo | readonly TensorInfo[]): TensorInfo {
  if ('shape' in outputs) return outputs;
  throw new TypeError(`Expected one output, found ${outputs.length}.`);
}
