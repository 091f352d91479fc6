import { Maximum, Minimum, Sign, Softplus, Tanh, type TensorInfo } from '@tensorflow/tfjs-core';

import { floatsAt } from './heap.ts';
import { type Call, inputOf, replaceKernel } from './kernel.ts';

/** tfjs computes these through generic loops of plain JavaScript; loops of their own are several times faster. */
export function fixElementwise(): void {
  replaceKernel(Sign, mapped(signs));
  replaceKernel(Softplus, mapped(softplus));
  replaceKernel(Tanh, mapped(tanh));
  replaceKernel(Maximum, paired(larger));
  replaceKernel(Minimum, paired(smaller));
}

type Stock = (call: Call) => TensorInfo;

function mapped(loop: (x: Float32Array, y: Float32Array) => void) {
  return (call: Call, stock: Stock): TensorInfo => {
    const x = inputOf(call, 'x');
    if (x.dtype !== 'float32') return stock(call);
    const output = call.backend.makeOutput(x.shape, 'float32');
    loop(floatsAt(call.backend, x), floatsAt(call.backend, output));
    return output;
  };
}

/** For two tensors of one shape, or one and a single value as the second. */
function paired(loop: (a: Float32Array, b: Float32Array, y: Float32Array) => void) {
  return (call: Call, stock: Stock): TensorInfo => {
    const [a, b] = [inputOf(call, 'a'), inputOf(call, 'b')];
    const isOne = b.shape.every((length) => length === 1) && b.shape.length <= a.shape.length;
    const isSame = a.shape.join() === b.shape.join();
    if (!(isSame || isOne) || a.dtype !== 'float32' || b.dtype !== 'float32') return stock(call);
    const { backend } = call;
    const output = backend.makeOutput(a.shape, 'float32');
    loop(floatsAt(backend, a), floatsAt(backend, b), floatsAt(backend, output));
    return output;
  };
}

function signs(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i]!;
    y[i] = value > 0 ? 1 : value < 0 ? -1 : value;
  }
}

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), which neither overflows nor loses small values. */
function softplus(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i]!;
    y[i] = Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
  }
}

function tanh(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i += 1) y[i] = Math.tanh(x[i]!);
}

function larger(a: Float32Array, b: Float32Array, y: Float32Array): void {
  if (b.length === 1) {
    const bound = b[0]!;
    for (let i = 0; i < a.length; i += 1) y[i] = Math.max(a[i]!, bound);
    return;
  }
  for (let i = 0; i < a.length; i += 1) y[i] = Math.max(a[i]!, b[i]!);
}

function smaller(a: Float32Array, b: Float32Array, y: Float32Array): void {
  if (b.length === 1) {
    const bound = b[0]!;
    for (let i = 0; i < a.length; i += 1) y[i] = Math.min(a[i]!, bound);
    return;
  }
  for (let i = 0; i < a.length; i += 1) y[i] = Math.min(a[i]!, b[i]!);
}
