import { ScratchArray } from '../../math/index.ts';
import type { RecursiveMethod } from '../local/index.ts';
import { croston } from './croston.ts';
import { fitAlpha } from './fit-alpha.ts';
import { type SizesAndIntervals, startSizes } from './sizes-and-intervals.ts';

const sizesScratch = new ScratchArray();
const intervalsScratch = new ScratchArray();

interface CrostonWeights {
  readonly sizeAlpha: number;
  readonly intervalAlpha: number;
}

/** Croston's method with the weights of sizes and of intervals, 0.1 to 0.3, fitted apart. */
export const crostonOptimised: RecursiveMethod<CrostonWeights, SizesAndIntervals> = {
  ...croston,
  name: 'croston-optimised',
  description: 'Croston’s method with the weights of sizes and of intervals fitted per item.',
  tune(values) {
    const sizes = sizesScratch.take(values.length);
    const intervals = intervalsScratch.take(values.length);
    let count = 0;
    let elapsed = 0;
    const { length } = values;
    for (let index = 0; index < length; index += 1) {
      if (Number.isNaN(values[index]!)) continue;
      elapsed += 1;
      if (values[index]! <= 0) continue;
      sizes[count] = values[index]!;
      intervals[count] = elapsed;
      count += 1;
      elapsed = 0;
    }
    return { sizeAlpha: fitAlpha(sizes, count), intervalAlpha: fitAlpha(intervals, count) };
  },
  start: ({ sizeAlpha, intervalAlpha }) => startSizes(sizeAlpha, intervalAlpha),
};
