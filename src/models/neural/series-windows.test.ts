import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRandom } from '../../math/index.ts';
import type { WindowTransform } from './fill-window.ts';
import { lastWindows, SeriesWindows } from './series-windows.ts';
import { createBatch, type WindowBatch } from './window-batch.ts';

const shape = { inputSize: 5, horizon: 3 };
const transform: WindowTransform = { scale: 'last', recentSize: 2, link: 'identity' };
const sampling = { recentHorizons: 100, minimumInputs: 2, horizons: 'whole' } as const;

function sampled(source: SeriesWindows, rows: number, seed = 1): WindowBatch {
  const batch = createBatch({ rows, ...source.shape });
  source.sample(batch, createRandom(seed));
  return batch;
}

describe('SeriesWindows', () => {
  it('takes input and target from one place of a series, in order', () => {
    const series = [Float64Array.from({ length: 40 }, (_, index) => index + 1)];
    const batch = sampled(new SeriesWindows({ series, shape, transform, sampling }), 64);
    for (let row = 0; row < 64; row += 1) {
      const level = batch.levels[row]!;
      const inputs = [...batch.inputs.slice(row * 5, row * 5 + 5)];
      const mask = [...batch.inputMask.slice(row * 5, row * 5 + 5)];
      for (const [index, value] of inputs.entries()) {
        const expected = level - 4 + index;
        expect(mask[index]).toBe(expected > 0 ? 1 : 0);
        expect((value + 1) * level).toBeCloseTo(expected > 0 ? expected : level, 3);
      }
      const targets = [...batch.targets.slice(row * 3, row * 3 + 3)];
      expect(targets.map((value) => Math.round(value * level))).toEqual(
        [1, 2, 3].map((h) => level + h),
      );
      expect(level + 3).toBeLessThanOrEqual(40);
    }
  });

  it('draws the same batch for the same stream, and another for another', () => {
    const series = [Float64Array.from({ length: 90 }, (_, index) => 10 + (index % 7))];
    const source = new SeriesWindows({ series, shape, transform, sampling });
    expect(sampled(source, 16, 4)).toEqual(sampled(source, 16, 4));
    expect(sampled(source, 16, 4)).not.toEqual(sampled(source, 16, 5));
  });

  it('cuts horizons off at the end of a series where it may, and weighs what is left', () => {
    const series = [Float64Array.of(1, 1, 1, 1)];
    const source = new SeriesWindows({
      ...{ series, shape, transform },
      sampling: { recentHorizons: 0.3, minimumInputs: 1, horizons: 'cut-off' },
    });
    const { targetWeights } = sampled(source, 1);
    expect([...targetWeights].map((weight) => weight > 0)).toEqual([true, false, false]);
  });

  it('stays in the recent past', () => {
    const series = [Float64Array.from({ length: 200 }, (_, index) => index + 1)];
    const source = new SeriesWindows({
      ...{ series, shape, transform },
      sampling: { recentHorizons: 4, minimumInputs: 2, horizons: 'whole' },
    });
    expect(Math.min(...sampled(source, 200).levels)).toBe(188);
  });

  it('never makes a number that is not finite, whatever the series', () => {
    const value = fc.oneof(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.constant(0),
      fc.constant(Number.NaN),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { minLength: 2, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('last', 'mean', 'one-plus-mean', 'recent-mean', 'maximum' as const),
        fc.constantFrom('identity', 'logarithm' as const),
        (rows, scale, link) => {
          const series = rows.map((row) => Float64Array.from(row));
          const options = {
            series,
            shape,
            transform: { scale, recentSize: 2, link },
            sampling,
          } as const;
          for (const batch of [
            sampled(new SeriesWindows(options), 8),
            lastWindows(series, shape, options.transform),
          ]) {
            for (const numbers of [batch.inputs, batch.targets, batch.targetWeights]) {
              expect(numbers.every(Number.isFinite)).toBe(true);
            }
            expect(batch.levels.every((level) => level > 0)).toBe(true);
          }
        },
      ),
    );
  });

  it('needs a series to draw from', () => {
    const options = { series: [Float64Array.of(1)], shape, transform, sampling };
    expect(() => new SeriesWindows(options)).toThrow('two values');
  });
});

describe('lastWindows', () => {
  it('reads the ends of the series, without targets', () => {
    const series = [Float64Array.of(1, 2, 4), Float64Array.of(3, 3, 3, 3, 3, 6)];
    const batch = lastWindows(series, shape, { scale: 'mean', recentSize: 2, link: 'logarithm' });
    expect([...batch.inputMask]).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(batch.levels[1]).toBeCloseTo(3.6);
    expect(batch.inputs[9]).toBeCloseTo(Math.log(6 / 3.6));
    expect(batch.targetWeights.every((weight) => weight === 0)).toBe(true);
  });
});
