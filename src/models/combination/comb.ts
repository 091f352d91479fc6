import { seasonallyAdjusted } from '../seasonal/index.ts';
import { dampedTrend, holt, optimisedSmoothing } from '../smoothing/index.ts';
import { combine } from './combine.ts';

const description =
  'Averages simple, Holt’s and damped-trend smoothing of seasonally adjusted demand.';

/** The benchmark "Comb" of the M competitions. */
export const comb = seasonallyAdjusted(
  combine({
    name: 'comb',
    description,
    members: [optimisedSmoothing, holt, dampedTrend],
    centre: mean,
  }),
  { name: 'comb', description },
);

function mean(forecasts: Float64Array): number {
  let total = 0;
  const { length } = forecasts;
  for (let index = 0; index < length; index += 1) total += forecasts[index]!;
  return total / length;
}
