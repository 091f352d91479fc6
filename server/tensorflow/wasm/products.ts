import { _FusedMatMul, BatchMatMul, type TensorInfo } from '@tensorflow/tfjs-core';

import { flagOf } from '../gradients/attribute.ts';
import { canRunMatrixLoops, type MatrixLoops, matrixLoopsOn } from './assembly/matrix-loops.ts';
import { floatsAt, heapOf, memoryOf, placeOf, sizeOf } from './heap.ts';
import { type Call, inputOf, replaceKernel } from './kernel.ts';
import { multiply, roomOf } from './multiply.ts';

/** With fewer, tfjs is faster where the right factor stays: it keeps what it packed. */
const fewestRows = 64;

/**
 * tfjs multiplies plain matrices with SIMD, but packs the right factor before, which takes a third of the time of a product of 256
 * rows; transposed ones go through a scalar loop ten times slower. In training every factor is new, and two of three products have a
 * transposed one. These take both factors as they lie, and give the same bits as tfjs does for plain ones.
 */
export function fixProducts(): void {
  if (!canRunMatrixLoops()) return;
  let loops: MatrixLoops | null = null;
  for (const kernelName of [BatchMatMul, _FusedMatMul]) {
    replaceKernel(kernelName, (call, stock) => {
      const factors = factorsOf(call);
      if (!isOurs(call, factors)) return stock(call);
      loops ??= matrixLoopsOn(memoryOf(call.backend));
      return productOf(call, factors, loops);
    });
  }
}

interface Factors {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
  readonly rows: number;
  readonly terms: number;
  readonly columns: number;
  readonly flipA: boolean;
  readonly flipB: boolean;
}

function factorsOf(call: Call): Factors {
  const [a, b] = [inputOf(call, 'a'), inputOf(call, 'b')];
  const flipA = flagOf(call.attributes, 'transposeA');
  const flipB = flagOf(call.attributes, 'transposeB');
  const [rows = 1, terms = 1] = flipA ? a.shape.slice(-2).reverse() : a.shape.slice(-2);
  const columns = b.shape.at(flipB ? -2 : -1) ?? 1;
  return { a, b, rows, terms, columns, flipA, flipB };
}

/** Whether it is faster here than in tfjs, and no more is asked for than this can. Stacks of matrices are for tfjs. */
function isOurs({ inputs, attributes }: Call, factors: Factors): boolean {
  const { a, b, rows, terms, columns, flipA, flipB } = factors;
  const bias = inputs['bias'];
  return (
    (rows >= fewestRows || flipA || flipB) &&
    rows * terms * columns > 0 &&
    [a, b].every(({ dtype, shape }) => dtype === 'float32' && sizeOf(shape.slice(0, -2)) === 1) &&
    (bias === undefined || sizeOf(bias.shape) === columns) &&
    ['linear', 'relu', undefined].some((known) => known === attributes['activation'])
  );
}

function productOf(call: Call, factors: Factors, loops: MatrixLoops): TensorInfo {
  const { backend, inputs, attributes } = call;
  const { a, b, rows, terms, columns, flipA, flipB } = factors;
  const outer = a.shape.length > b.shape.length ? a.shape : b.shape;
  const output = backend.makeOutput([...outer.slice(0, -2), rows, columns], 'float32');
  const room = backend.makeOutput([roomOf(columns, terms)], 'float32');
  const sums = floatsAt(backend, output);
  const bias = inputs['bias'];
  if (bias === undefined) sums.fill(0);
  else repeatInto(sums, floatsAt(backend, bias));
  multiply(
    { heap: heapOf(backend), loops, room: placeOf(backend, room) },
    {
      left: {
        ...{ start: placeOf(backend, a), count: rows, terms },
        ...(flipA ? { lineStep: 1, termStep: rows } : { lineStep: terms, termStep: 1 }),
      },
      right: {
        ...{ start: placeOf(backend, b), count: columns, terms },
        ...(flipB ? { lineStep: terms, termStep: 1 } : { lineStep: 1, termStep: columns }),
      },
      output: placeOf(backend, output),
      floor: attributes['activation'] === 'relu' ? 0 : -Infinity,
    },
  );
  backend.disposeData(room.dataId);
  return output;
}

function repeatInto(rows: Float32Array, row: Float32Array): void {
  for (let start = 0; start < rows.length; start += row.length) rows.set(row, start);
}
