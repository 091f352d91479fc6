import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { floatsAt } from './heap.ts';

/** Rows per strip: their cache lines stay in the first-level cache while every column is read. */
const strip = 16;

/** A new tensor with the last two axes of a float tensor exchanged; the caller frees it. */
export function transposed(backend: BackendWasm, tensor: TensorInfo): TensorInfo {
  const shape = [...tensor.shape];
  const [rows = 1, columns = 1] = shape.splice(-2);
  const output = backend.makeOutput([...shape, columns, rows], 'float32');
  const [from, to] = [floatsAt(backend, tensor), floatsAt(backend, output)];
  for (let start = 0; start < from.length; start += rows * columns) {
    transposeMatrix(from, to, { start, rows, columns });
  }
  return output;
}

interface Matrix {
  readonly start: number;
  readonly rows: number;
  readonly columns: number;
}

function transposeMatrix(from: Float32Array, to: Float32Array, matrix: Matrix): void {
  const { start, rows, columns } = matrix;
  for (let first = 0; first < rows; first += strip) {
    const end = Math.min(rows, first + strip);
    for (let column = 0; column < columns; column += 1) {
      let source = start + first * columns + column;
      let target = start + column * rows + first;
      for (let row = first; row < end; row += 1) {
        to[target] = from[source]!;
        target += 1;
        source += columns;
      }
    }
  }
}
