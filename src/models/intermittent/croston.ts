import { type RecursiveMethod, smoothingMemory } from '../local/index.ts';
import {
  demandRate,
  observeSizes,
  type SizesAndIntervals,
  startSizes,
} from './sizes-and-intervals.ts';

/** The weight of the newest demand, as in the benchmarks of the M5 competition. */
const alpha = 0.1;

/** Known values with some chance of two demands among them. */
const minimumLength = 4;

/** Croston's method (J. D. Croston, Operational Research Quarterly 23, 1972): the smoothed size over the smoothed interval. */
export const croston: RecursiveMethod<null, SizesAndIntervals> = {
  name: 'croston',
  description: 'Divides the smoothed size of demands by the smoothed time between them.',
  minimumLength: () => minimumLength,
  memory: () => smoothingMemory,
  tune: () => null,
  start: () => startSizes(alpha, alpha),
  observe: observeSizes,
  predict(state, horizon, out, offset) {
    out.fill(demandRate(state), offset, offset + horizon);
  },
};

/**
 * Croston's method with the correction of its bias by A. A. Syntetos and J. E. Boylan (International Journal of Forecasting
 * 21, 2005). The bias comes from the intervals: where there was demand in every period there is none to correct.
 */
export const crostonSba: RecursiveMethod<null, SizesAndIntervals> = {
  ...croston,
  name: 'croston-sba',
  description: 'Croston’s method, less the share by which it is too high (Syntetos-Boylan).',
  predict(state, horizon, out, offset) {
    const factor = state.interval > 1 ? 1 - alpha / 2 : 1;
    out.fill(factor * demandRate(state), offset, offset + horizon);
  },
};
