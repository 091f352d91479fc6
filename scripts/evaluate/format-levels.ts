import { csvLine, type CsvValue } from '../../server/files/index.ts';
import type { Evaluation } from '../../server/application/evaluation/index.ts';
import { type Column, formatCount, formatNumber, formatTable } from '../terminal/index.ts';

type Level = Evaluation['levels'][number];
type Scores = Evaluation['average'];
type Line = Scores & Partial<Pick<Level, 'series' | 'scored'>> & { readonly level: string };
type Score = Exclude<keyof Scores, 'intervals'>;

const shownScores = [
  ['WRMSSE', 'wrmsse'],
  ['WSPL', 'wspl'],
  ['WAPE', 'wape'],
  ['bias', 'bias'],
  ['RMSSE', 'rmsse'],
  ['MASE', 'mase'],
  ['FVA', 'fva'],
  ['track', 'trackingSignal'],
] as const satisfies readonly (readonly [string, Score])[];

const exportedScores = [
  'wrmsse',
  'wspl',
  'wape',
  'wapeMean',
  'wapeMedian',
  'bias',
  'mae',
  'rmse',
  'smape',
  'rmsse',
  'mase',
  'wql',
  'fva',
  'trackingSignal',
] as const satisfies readonly Score[];

/** One line per level and their mean. Scores that no level has are left out. */
export function formatLevels({ levels, average }: Evaluation): string {
  const lines = linesOf(levels, average);
  const columns: Column<Line>[] = [
    { title: 'level', text: ({ level }) => level },
    {
      title: 'series',
      align: 'right',
      text: ({ series }) => (series === undefined ? '' : formatCount(series)),
    },
  ];
  for (const [title, score] of shownScores) {
    if (levels.every((level) => level[score] === null)) continue;
    columns.push({ title, align: 'right', text: (line) => formatNumber(line[score]) });
  }
  for (const nominal of nominalsOf(levels)) {
    const of = (line: Line) => line.intervals.find((interval) => interval.nominal === nominal);
    const title = formatNumber(nominal * 100);
    columns.push(
      {
        title: `in ${title} %`,
        align: 'right',
        text: (line) => formatNumber(of(line)?.coverage ?? null),
      },
      { title: 'width', align: 'right', text: (line) => formatNumber(of(line)?.width ?? null) },
    );
  }
  return formatTable(columns, lines);
}

/** The same for programs, with every score. */
export function levelsAsCsv({ levels, average }: Evaluation): string {
  const nominals = nominalsOf(levels);
  const heads = nominals.flatMap((nominal) => [`coverage_${nominal}`, `width_${nominal}`]);
  const head = csvLine(['level', 'series', 'scored', ...exportedScores, ...heads]);
  const rows = linesOf(levels, average).map((line) => {
    const intervals = nominals.flatMap((nominal): CsvValue[] => {
      const own = line.intervals.find((interval) => interval.nominal === nominal);
      return [own?.coverage ?? null, own?.width ?? null];
    });
    const scores = exportedScores.map((score) => line[score]);
    return csvLine([line.level, line.series ?? null, line.scored ?? null, ...scores, ...intervals]);
  });
  return [head, ...rows].join('');
}

function linesOf(levels: readonly Level[], average: Scores): readonly Line[] {
  return levels.length < 2 ? levels : [...levels, { level: 'average', ...average }];
}

function nominalsOf(levels: readonly Level[]): readonly number[] {
  return [...new Set(levels.flatMap(({ intervals }) => intervals.map(({ nominal }) => nominal)))];
}
