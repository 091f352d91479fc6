import { seasonallyAdjusted } from '../seasonal/index.ts';
import { naive } from './naive.ts';

/** The naive forecast of seasonally adjusted demand, the yardstick of the M4 competition ("Naive2"). */
export const naiveTwo = seasonallyAdjusted(naive, {
  name: 'naive2',
  description: 'Repeats the last known value, freed of the season and given the season to come.',
});
