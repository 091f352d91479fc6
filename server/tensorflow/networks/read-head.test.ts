import { createBatch, links, lossOutputs, type LossSettings } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { openForTest } from '../testing/available-backends.ts';
import { headOutputs } from './head.ts';
import { readHead } from './read-head.ts';
import { softplus } from './softplus-table.ts';

const [rows, horizon] = [3, 4];
const losses: readonly LossSettings[] = [
  { kind: 'squared' },
  { kind: 'pinball', levels: [0.1, 0.5, 0.9] },
];

describe('readHead', () => {
  beforeAll(async () => {
    await openForTest('wasm');
  });

  it.each(links.flatMap((link) => losses.map((loss) => [link, loss] as const)))(
    'says of a network what training learns from, with the link %s and %j',
    (link, loss) => {
      const outputs = lossOutputs(loss);
      const size = rows * outputs * horizon;
      const numbers = fc.float32Array({
        ...{ minLength: size, maxLength: size },
        ...{ min: -30, max: 30, noNaN: true },
      });
      fc.assert(
        fc.property(numbers, (raw) => {
          const batch = createBatch({
            rows,
            horizon,
            inputSize: 1,
            known: 0,
            knownPast: 0,
            constant: 0,
          });
          batch.levels.set([1, 0.5, 20]);
          const read = readHead(raw, { loss, link }, batch);
          const learned = tf.tidy(() =>
            headOutputs(tf.tensor3d(raw, [outputs, rows, horizon]), loss, link).arraySync(),
          );
          for (const [at, value] of read.entries()) {
            const row = Math.floor(at / (outputs * horizon));
            const output = Math.floor(at / horizon) % outputs;
            const expected =
              Math.max(0, learned[output]![row]![at % horizon]!) * batch.levels[row]!;
            expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-4 * Math.max(1, expected));
          }
        }),
      );
    },
  );
});

describe('softplus', () => {
  it('is the logarithm of 1 + e^x to 32 bits', () => {
    fc.assert(
      fc.property(fc.double({ min: -80, max: 80, noNaN: true }), (x) => {
        const exact = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        expect(Math.abs(softplus(x) - exact)).toBeLessThanOrEqual(2e-7 * exact);
      }),
    );
    expect([softplus(Number.POSITIVE_INFINITY), softplus(Number.NEGATIVE_INFINITY)]).toEqual([
      Number.POSITIVE_INFINITY,
      0,
    ]);
    expect(softplus(Number.NaN)).toBeNaN();
  });
});
