import { Mean, Sum, type TensorInfo } from '@tensorflow/tfjs-core';

import { flagOf } from '../gradients/attribute.ts';
import { floatsAt, sizeOf } from './heap.ts';
import { type Call, inputOf, replaceKernel } from './kernel.ts';

/**
 * tfjs sums over leading axes, which is what the gradient of a bias is, by transposing first. Adding rows up is about
 * five times faster, and faster than a product with a row of ones, for which the matrix would be packed first.
 */
export function fixColumnSums(): void {
  replaceKernel(Sum, (call, stock) => columnSums(call, () => 1) ?? stock(call));
  replaceKernel(Mean, (call, stock) => columnSums(call, (rows) => 1 / rows) ?? stock(call));
}

/** Null where the reduced axes are not the leading ones of a float tensor, or are all of them. */
function columnSums(call: Call, scaleOf: (rows: number) => number): TensorInfo | null {
  const x = inputOf(call, 'x');
  const count = leadingAxes(call.attributes['axis'], x.shape.length);
  if (count === null || x.dtype !== 'float32') return null;
  const rows = sizeOf(x.shape.slice(0, count));
  const kept = x.shape.slice(count);
  const dropped: number[] = flagOf(call.attributes, 'keepDims') ? Array<number>(count).fill(1) : [];
  const output = call.backend.makeOutput([...dropped, ...kept], 'float32');
  const sums = floatsAt(call.backend, output).fill(0);
  addRowsUp(floatsAt(call.backend, x), sums, rows);
  const scale = scaleOf(rows);
  if (scale !== 1) for (let i = 0; i < sums.length; i += 1) sums[i] = sums[i]! * scale;
  return output;
}

/** Four rows at a time: fewer passes over the sums, and less rounding. */
function addRowsUp(x: Float32Array, sums: Float32Array, rows: number): void {
  const width = sums.length;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const [first, second, third, fourth] = [0, 1, 2, 3].map((offset) => (row + offset) * width);
    for (let i = 0; i < width; i += 1) {
      const four = x[first! + i]! + x[second! + i]! + (x[third! + i]! + x[fourth! + i]!);
      sums[i] = sums[i]! + four;
    }
  }
  for (; row < rows; row += 1) {
    const start = row * width;
    for (let i = 0; i < width; i += 1) sums[i] = sums[i]! + x[start + i]!;
  }
}

/** How many axes are reduced, if they are 0, 1, … and not all of them. */
function leadingAxes(axis: unknown, rank: number): number | null {
  const named: readonly unknown[] = Array.isArray(axis) ? axis : [axis];
  if (named.length === 0 || named.length >= rank) return null;
  const axes = named.map((value) => (typeof value === 'number' ? (value + rank) % rank : rank));
  const inOrder = axes.toSorted((left, right) => left - right);
  return inOrder.every((value, index) => value === index) ? axes.length : null;
}
