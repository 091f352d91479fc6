import { Slice, type TensorInfo } from '@tensorflow/tfjs-core';

import { numbersOf } from '../gradients/attribute.ts';
import { floatsAt } from './heap.ts';
import { type Call, inputOf, replaceKernel } from './kernel.ts';

/** tfjs cuts columns out of a matrix value by value through views; row by row is several times faster. */
export function fixSlices(): void {
  replaceKernel(Slice, (call, stock) => columns(call) ?? stock(call));
}

/** Null where it is not columns of a float matrix. */
function columns(call: Call): TensorInfo | null {
  const { backend, attributes } = call;
  const x = inputOf(call, 'x');
  if (x.shape.length !== 2 || x.dtype !== 'float32') return null;
  const [height = 0, width = 0] = x.shape;
  const [top = 0, left = 0] = numbersOf(attributes, 'begin');
  const [tall = -1, wide = -1] = numbersOf(attributes, 'size');
  const rows = tall < 0 ? height - top : tall;
  const count = wide < 0 ? width - left : wide;
  if (count === width || top + rows > height || left + count > width) return null;
  const output = backend.makeOutput([rows, count], 'float32');
  const [from, to] = [floatsAt(backend, x), floatsAt(backend, output)];
  for (let row = 0; row < rows; row += 1) {
    const start = (top + row) * width + left;
    to.set(from.subarray(start, start + count), row * count);
  }
  return output;
}
