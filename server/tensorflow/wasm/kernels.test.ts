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
  /** Within one tile or block of the loops, and beyond. */
  const sizes = (least: number, most: number) =>
    fc.oneof(size, fc.integer({ min: least, max: most }));
  const shapes = fc.record({
    ...{ m: sizes(60, 140), k: sizes(250, 600), n: sizes(20, 40) },
    ...{ flipA: fc.boolean(), flipB: fc.boolean() },
  });

  interface Shape {
    readonly m: number;
    readonly k: number;
    readonly n: number;
    readonly flipA: boolean;
    readonly flipB: boolean;
  }

  const factors = ({ m, k, n, flipA, flipB }: Shape) => ({
    a: numbered(flipA ? [k, m] : [m, k], 1),
    b: numbered(flipB ? [n, k] : [k, n], 2),
  });

  /** One term after the other, each rounded to 32 bits. */
  function addedUp(shape: Shape, from: (column: number) => number): Float32Array {
    const { m, k, n, flipA, flipB } = shape;
    const { a, b } = factors(shape);
    const [left, right] = [a.dataSync(), b.dataSync()];
    return Float32Array.from({ length: m * n }, (_, at) => {
      const [row, column] = [Math.floor(at / n), at % n];
      let sum = from(column);
      for (let i = 0; i < k; i += 1) {
        const x = left[flipA ? i * m + row : row * k + i]!;
        sum = Math.fround(sum + Math.fround(x * right[flipB ? column * k + i : i * n + column]!));
      }
      return sum;
    });
  }

  it('are the sums of products to the last bit, however the factors lie', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        withoutLeak(() => {
          const { a, b } = factors(shape);
          const product = tf.matMul(a, b, shape.flipA, shape.flipB);
          expect(product.shape).toEqual([shape.m, shape.n]);
          expect(product.dataSync()).toEqual(addedUp(shape, () => 0));
        });
      }),
    );
  });

  it('take a bias and an activation with them', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        withoutLeak(() => {
          const { a, b } = factors(shape);
          const bias = numbered([shape.n], 3);
          const start = bias.dataSync();
          const fused = tf.fused.matMul({
            ...{ a, b, bias, transposeA: shape.flipA, transposeB: shape.flipB },
            activation: 'relu',
          });
          const sums = addedUp(shape, (column) => start[column]!);
          expect(fused.dataSync()).toEqual(sums.map((value) => Math.max(0, value)));
        });
      }),
    );
  });

  it.each([
    { one: [3, 70, 5], other: [3, 5, 9] },
    { one: [3, 70, 5], other: [1, 5, 9] },
    { one: [1, 1, 70, 5], other: [1, 5, 9] },
  ])('of stacks $one and $other are those of their matrices', ({ one, other }) => {
    withoutLeak(() => {
      const [left, right] = [numbered(one), numbered(other)];
      const product = tf.matMul(left, right);
      expect(product.shape).toEqual([...one.slice(0, -1), 9]);
      const rights = tf.unstack(right);
      const each = tf
        .unstack(tf.reshape(left, [-1, 70, 5]))
        .map((matrix, at) => tf.matMul(matrix, rights[at % rights.length]!));
      expect(product.dataSync()).toEqual(tf.stack(each).dataSync());
    });
  });

  it('show what is no number, rectified or not', () => {
    withoutLeak(() => {
      const a = tf.concat2d([tf.fill([1, 3], NaN), tf.ones([80, 3])], 0);
      const fused = tf.fused.matMul({ a, b: tf.ones([3, 1]), activation: 'relu' });
      expect([...fused.dataSync().subarray(0, 2)]).toEqual([NaN, 3]);
    });
  });
});

describe('clones', () => {
  it('take no memory', () => {
    withoutLeak(() => {
      const x = numbered([4]);
      const before = tf.engine().backend.numDataIds();
      expect(tf.clone(x).dataSync()).toEqual(x.dataSync());
      expect(tf.engine().backend.numDataIds()).toBe(before);
    });
  });

  it('keep their values, whatever becomes of what they were made from', () => {
    withoutLeak(() => {
      const variable = tf.variable(tf.tensor1d([1, 2]));
      const clone = tf.clone(variable);
      variable.assign(tf.tensor1d([3, 4]));
      expect([...clone.dataSync(), ...variable.dataSync()]).toEqual([1, 2, 3, 4]);
      variable.dispose();
      expect([...tf.add(clone, 1).dataSync()]).toEqual([2, 3]);
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
