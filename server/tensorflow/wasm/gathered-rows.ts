import { GatherV2, type TensorInfo, UnsortedSegmentSum } from '@tensorflow/tfjs-core';

import { numberOf } from '../gradients/attribute.ts';
import { floatsAt, integersAt, sizeOf } from './heap.ts';
import { addKernel, type Call, inputOf, replaceKernel } from './kernel.ts';

/** Tables of embeddings: rows picked by number, and the sum of gradients for each row, which tfjs has not. */
export function fixGatheredRows(): void {
  replaceKernel(GatherV2, (call, stock) => pickRows(call) ?? stock(call));
  addKernel(UnsortedSegmentSum, addRows);
}

/** Null where it is not rows of a float tensor that are picked, or a number is outside of the table. */
function pickRows(call: Call): TensorInfo | null {
  const { backend, attributes } = call;
  const [table, indices] = [inputOf(call, 'x'), inputOf(call, 'indices')];
  const isPlain = numberOf(attributes, 'axis') === 0 && numberOf(attributes, 'batchDims') === 0;
  if (!isPlain || table.dtype !== 'float32' || indices.dtype !== 'int32') return null;
  const [rows = 0, ...rowShape] = table.shape;
  if (integersAt(backend, indices).some((row) => row < 0 || row >= rows)) return null;
  const output = backend.makeOutput([...indices.shape, ...rowShape], 'float32');
  const width = sizeOf(rowShape);
  const [from, to] = [floatsAt(backend, table), floatsAt(backend, output)];
  for (const [place, row] of integersAt(backend, indices).entries()) {
    to.set(from.subarray(row * width, (row + 1) * width), place * width);
  }
  return output;
}

/** Rows with the same number are added up; numbers outside of the table are left out, as TensorFlow does. */
function addRows(call: Call): TensorInfo {
  const { backend, attributes } = call;
  const [x, segmentIds] = [inputOf(call, 'x'), inputOf(call, 'segmentIds')];
  const segments = numberOf(attributes, 'numSegments');
  const rowShape = x.shape.slice(segmentIds.shape.length);
  const width = sizeOf(rowShape);
  const output = backend.makeOutput([segments, ...rowShape], 'float32');
  const [from, sums] = [floatsAt(backend, x), floatsAt(backend, output).fill(0)];
  let source = 0;
  for (const segment of integersAt(backend, segmentIds)) {
    if (segment >= 0 && segment < segments) {
      const target = segment * width;
      for (let column = 0; column < width; column += 1) {
        sums[target + column] = sums[target + column]! + from[source + column]!;
      }
    }
    source += width;
  }
  return output;
}
