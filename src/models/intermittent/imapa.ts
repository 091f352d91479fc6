import { meanInterval } from './mean-interval.ts';
import { temporalAggregation } from './temporal-aggregation.ts';

/** F. Petropoulos, N. Kourentzes, Journal of the Operational Research Society 66, 2015: all spans up to that of ADIDA. */
export const imapa = temporalAggregation({
  name: 'imapa',
  description: 'Averages ADIDA over all spans up to the mean time between demands (IMAPA).',
  spansOf: (values) => Array.from({ length: meanInterval(values) }, (_, index) => index + 1),
});
