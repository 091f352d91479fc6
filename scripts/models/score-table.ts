import type { LevelMetrics } from '../../server/application/models/index.ts';
import type { Column } from '../terminal/index.ts';

const percent = (share: number | null) => (share === null ? '-' : (100 * share).toFixed(1));
const seasonalNaive = ({ wape, fva }: LevelMetrics) =>
  wape === null || fva === null ? null : wape + fva / 100;

/** Scores of a version per level, beside those of seasonal naive in the same windows. */
export const scoreColumns: readonly Column<LevelMetrics>[] = [
  { title: 'level', text: ({ level }) => level },
  { title: 'series', align: 'right', text: ({ series }) => String(series) },
  { title: 'WAPE %', align: 'right', text: ({ wape }) => percent(wape) },
  { title: 'seasonal naive %', align: 'right', text: (scores) => percent(seasonalNaive(scores)) },
  { title: 'bias %', align: 'right', text: ({ bias }) => percent(bias) },
  {
    title: 'coverage 80 %',
    align: 'right',
    text: ({ coverage }) => {
      const found = coverage.find(({ nominal }) => Math.abs(nominal - 0.8) < 1e-9);
      return percent(found?.shared ?? found?.coverage ?? null);
    },
  },
];
