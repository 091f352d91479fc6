import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { openForTest } from '../testing/available-backends.ts';

beforeAll(async () => {
  await openForTest('wasm');
});

const size = fc.integer({ min: 1, max: 19 });
const number = fc.double({ min: -4, max: 4, noNaN: true }).map(Math.fround);

/** A tensor of the given shape with values that depend on its place alone. */
function numbered(shape: readonly number[], seed = 1): tf.Tensor {
  const values = Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, index) =>
    Math.sin(seed + index * 1.7),
  );
  return tf.tensor(values, [...shape], 'float32');
}

function expectClose(found: tf.Tensor, expected: readonly number[]): void {
  const values = found.dataSync();
  expect(values).toHaveLength(expected.length);
  for (const [index, value] of values.entries()) expect(value).toBeCloseTo(expected[index]!, 4);
}

/** What a computation gives, after a check that it leaves no tensor and no memory of the backend behind. */
function withoutLeak(compute: () => void): void {
  const before = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
  tf.tidy(compute);
  expect([tf.memory().numTensors, tf.engine().backend.numDataIds()]).toEqual(before);
}

describe('products', () => {
  const shapes = fc.record({ batch: fc.integer({ min: 1, max: 3 }), m: size, k: size, n: size });
  const flags = fc.record({ flipA: fc.boolean(), flipB: fc.boolean() });

  it('are the sums of products, however the factors lie', () => {
    fc.assert(
      fc.property(shapes, flags, ({ batch, m, k, n }, { flipA, flipB }) => {
        withoutLeak(() => {
          const a = numbered([batch, ...(flipA ? [k, m] : [m, k])], 1);
          const b = numbered([batch, ...(flipB ? [n, k] : [k, n])], 2);
          const [left, right] = [a.dataSync(), b.dataSync()];
          const expected: number[] = [];
          for (let at = 0; at < batch * m * n; at += 1) {
            const [block, row, column] = [Math.floor(at / (m * n)), Math.floor(at / n) % m, at % n];
            let sum = 0;
            for (let i = 0; i < k; i += 1) {
              const x = left[block * m * k + (flipA ? i * m + row : row * k + i)]!;
              sum += x * right[block * k * n + (flipB ? column * k + i : i * n + column)]!;
            }
            expected.push(sum);
          }
          expectClose(tf.matMul(a, b, flipA, flipB), expected);
        });
      }),
    );
  });

  it('take a bias and an activation with them', () => {
    withoutLeak(() => {
      const [a, b, bias] = [numbered([5, 3]), numbered([4, 5]), numbered([4])];
      const fused = tf.fused.matMul({
        a: tf.reshape(a, [5, 3]),
        b: tf.reshape(b, [4, 5]),
        transposeA: true,
        transposeB: true,
        bias,
        activation: 'relu',
      });
      const plain = tf.relu(tf.add(tf.matMul(tf.transpose(a), tf.transpose(b)), bias));
      expectClose(fused, [...plain.dataSync()]);
    });
  });
});

describe('sums over leading axes', () => {
  it.each([
    { shape: [7, 3], axis: 0 },
    { shape: [7, 3], axis: [-2] },
    { shape: [5, 2, 3], axis: [0, 1] },
    { shape: [5, 2, 3], axis: [1, 0] },
    { shape: [5, 2, 3], axis: 0 },
    { shape: [5, 2, 3], axis: 1 },
    { shape: [5, 2, 3], axis: [0, 2] },
    { shape: [9], axis: 0 },
    { shape: [0, 3], axis: 0 },
  ])('of $shape over $axis are as if added one by one', ({ shape, axis }) => {
    withoutLeak(() => {
      const x = numbered(shape);
      const axes = [axis].flat().map((value) => (value + shape.length) % shape.length);
      const kept = shape.map((length, index) => (axes.includes(index) ? 1 : length));
      const sums = Array<number>(tf.util.sizeFromShape(kept)).fill(0);
      for (const [index, value] of x.dataSync().entries()) {
        const place = tf.util.indexToLoc(
          index,
          shape.length,
          tf.util.computeStrides(shape).concat(1),
        );
        const target = place.map((at, dimension) => (axes.includes(dimension) ? 0 : at));
        const to = kept.reduce((sum, length, dimension) => sum * length + target[dimension]!, 0);
        sums[to] = sums[to]! + value;
      }
      const sum = tf.sum(x, axis, true);
      expect(sum.shape).toEqual(kept);
      expectClose(sum, sums);
      expect(tf.sum(x, axis).shape).toEqual(shape.filter((_, at) => !axes.includes(at)));
      const count = axes.reduce((product, at) => product * shape[at]!, 1);
      if (count > 0)
        expectClose(
          tf.mean(x, axis, true),
          sums.map((value) => value / count),
        );
    });
  });
});

describe('slices', () => {
  const cut = fc.record({ rows: size, columns: size }).chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      top: fc.nat(rows - 1),
      left: fc.nat(columns - 1),
      tall: fc.nat(rows),
      wide: fc.nat(columns),
    }),
  );

  it('are the values that lie inside', () => {
    fc.assert(
      fc.property(cut, ({ rows, columns, top, left, tall, wide }) => {
        const [height, width] = [Math.min(tall, rows - top), Math.min(wide, columns - left)];
        withoutLeak(() => {
          const x = numbered([rows, columns]);
          const values = x.dataSync();
          const expected = Array.from({ length: height * width }, (_, at) => {
            const [row, column] = [top + Math.floor(at / width), left + (at % width)];
            return values[row * columns + column]!;
          });
          expectClose(tf.slice(x, [top, left], [height, width]), expected);
        });
      }),
    );
  });
});

describe('tables', () => {
  const picked = fc.record({
    rows: size,
    width: size,
    numbers: fc.array(fc.nat(1000), { minLength: 1, maxLength: 30 }),
  });

  it('give the rows that are asked for, and add up what comes back for each', () => {
    fc.assert(
      fc.property(picked, ({ rows, width, numbers }) => {
        withoutLeak(() => {
          const indices = numbers.map((value) => value % rows);
          const table = numbered([rows, width]);
          const values = table.dataSync();
          const gathered = tf.gather(table, tf.tensor1d(indices, 'int32'));
          const expected = indices.flatMap((row) => [
            ...values.subarray(row * width, (row + 1) * width),
          ]);
          expectClose(gathered, expected);
          const sums = Array<number>(rows * width).fill(0);
          for (const [at, value] of expected.entries()) {
            const to = indices[Math.floor(at / width)]! * width + (at % width);
            sums[to] = sums[to]! + value;
          }
          const ids = tf.tensor1d(indices, 'int32');
          expectClose(tf.unsortedSegmentSum(gathered, ids, rows), sums);
        });
      }),
    );
  });

  it('leave out rows without a segment', () => {
    withoutLeak(() => {
      const ids = tf.tensor1d([1, -1, 5, 1], 'int32');
      const sums = tf.unsortedSegmentSum(tf.ones([4, 2]), ids, 2);
      expectClose(sums, [0, 0, 2, 2]);
    });
  });

  it('pick along other axes, and whole numbers, as tfjs does', () => {
    withoutLeak(() => {
      const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
      expectClose(tf.gather(x, [1, 1, 0], 1), [2, 2, 1, 4, 4, 3]);
      expectClose(tf.gather(tf.tensor1d([5, 6, 7], 'int32'), [2, 0]), [7, 5]);
    });
  });
});

describe('loops over single values', () => {
  const values = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 40 });

  it('are those of mathematics', () => {
    fc.assert(
      fc.property(values, (pairs) => {
        withoutLeak(() => {
          const [left, right] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
          const [x, y] = [tf.tensor1d(left), tf.tensor1d(right)];
          expectClose(tf.sign(x), left.map(Math.sign));
          expectClose(tf.tanh(x), left.map(Math.tanh));
          expectClose(
            tf.softplus(x),
            left.map((value) => Math.log(1 + Math.exp(value))),
          );
          expectClose(
            tf.maximum(x, y),
            pairs.map(([a, b]) => Math.max(a, b)),
          );
          expectClose(
            tf.minimum(x, y),
            pairs.map(([a, b]) => Math.min(a, b)),
          );
          expectClose(
            tf.maximum(x, 0.5),
            left.map((value) => Math.max(value, 0.5)),
          );
          expectClose(
            tf.minimum(x, 0.5),
            left.map((value) => Math.min(value, 0.5)),
          );
        });
      }),
    );
  });

  it('keep far values finite, and broadcast as tfjs does', () => {
    withoutLeak(() => {
      expectClose(tf.softplus(tf.tensor1d([-1000, 1000])), [0, 1000]);
      const columns = tf.tensor2d([1, 5], [1, 2]);
      expectClose(tf.maximum(tf.tensor2d([2, 3], [2, 1]), columns), [2, 5, 3, 5]);
      expectClose(tf.minimum(tf.scalar(2), columns), [1, 2]);
      expectClose(tf.sign(tf.tensor1d([-3, 0, 4], 'int32')), [-1, 0, 1]);
    });
  });
});
