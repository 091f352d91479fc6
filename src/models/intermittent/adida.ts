import { meanInterval } from './mean-interval.ts';
import { temporalAggregation } from './temporal-aggregation.ts';

/** K. Nikolopoulos et al., Journal of the Operational Research Society 62, 2011: one span, the mean time between demands. */
export const adida = temporalAggregation({
  name: 'adida',
  description: 'Smooths sums over the mean time between demands, and spreads them evenly (ADIDA).',
  spansOf: (values) => [meanInterval(values)],
});
