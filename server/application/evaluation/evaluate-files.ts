import { averageScores, type LevelScore, type Scores } from '#core/evaluation';
import type { Series } from '#core/series';

import type { SourceReader } from '../ingestion/index.ts';
import { parseInput } from '../parse-input.ts';
import type { OnProgress } from '../telemetry.ts';
import { chooseLevels } from './choose-levels.ts';
import { evaluationCommand } from './evaluation-command.ts';
import { forecastWindows } from './forecast-windows.ts';
import { readGiven } from './given-values.ts';
import { readActuals } from './read-actuals.ts';
import { type ForecastFile, readForecasts } from './read-forecasts.ts';
import { readPrices } from './read-prices.ts';
import {
  type ScaleSource,
  scoreWindow,
  type WeightSource,
  type WindowOptions,
  type WindowScores,
} from './score-window.ts';
import type { ScoredLevels } from './scored-levels.ts';
import { type ValueScores, valueScores } from './value-scores.ts';
import { sumValues } from './value-sums.ts';

/** How good the forecasts of a file were. */
export interface Evaluation {
  /** Scores of each level, in the order of the hierarchy; means over the windows. */
  readonly levels: readonly LevelScore[];
  /** Means over the levels: the official score of the hierarchy. */
  readonly average: Scores;
  /** Cutoffs that were scored. */
  readonly windows: number;
  readonly weightSource: WeightSource;
  readonly scaleSource: ScaleSource;
  /** What a reader of the scores should know. */
  readonly notes: readonly string[];
  /** All values of an item file together, and per lead time; null where sums were forecast. */
  readonly values: ValueScores | null;
}

interface EvaluationControl {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Scores a file of forecasts, of any origin, against a file of actual demand. */
export class EvaluateFiles {
  readonly #reader: SourceReader;

  constructor(reader: SourceReader) {
    this.#reader = reader;
  }

  /**
   * @throws ForecastError INVALID_INPUT, FILE_UNREADABLE, COLUMN_MISSING, BAD_ROWS, LEVEL_NOT_FOUND, ATTRIBUTE_MISSING, or
   * SCORES_INCOMPLETE where forecasts, weights, scales or hierarchy lack what is scored.
   */
  async execute(input: unknown, { signal, onProgress }: EvaluationControl): Promise<Evaluation> {
    const command = parseInput(evaluationCommand, input);
    const { frequency, weekStartsOn, missing, scaled, coverage } = command;
    const calendar = { frequency, weekStartsOn };
    const control = { reader: this.#reader, signal, onProgress };
    const forecasts = await readForecasts(command.forecasts, calendar, control);
    const actuals = await readActuals(command.actuals, calendar, control);
    const scored = await chooseLevels(command, actuals, forecasts, control);
    const { weights, scales, notes } = await readGiven(command, scored, control);
    const cutoffs = forecastWindows(forecasts).map(({ cutoff }) => cutoff);
    const prices =
      (await readPrices(command, scored, cutoffs, control)) ??
      (actuals.kind === 'items' ? actuals.prices : new Map<string, Series>());
    const { kind, quantileLevels } = forecasts;
    const options = { calendar, kind, coverage, quantileLevels, prices, weights, scales };
    const windows = scoreWindows(scored, forecasts, options);
    const levels = overWindows(windows);
    return {
      levels,
      average: averageScores(levels),
      windows: windows.length,
      weightSource: windows[0]?.weightSource ?? 'none',
      scaleSource: windows[0]?.scaleSource ?? 'none',
      notes: [...notes, ...describe(windows, levels)],
      values:
        actuals.kind === 'items' && kind === 'items'
          ? valueScores(sumValues(forecasts, actuals.demand, { missing, scaled, frequency }))
          : null,
    };
  }
}

function scoreWindows(
  scored: ScoredLevels,
  forecasts: ForecastFile,
  options: WindowOptions,
): readonly WindowScores[] {
  if (scored.series.length === 0) return [];
  const windows = forecastWindows(forecasts);
  if (forecasts.counted === 'all') {
    return windows.flatMap((window) => scoreWindow(scored, window, options) ?? []);
  }
  for (const window of windows.toReversed()) {
    const scores = scoreWindow(scored, window, options);
    if (scores !== null) return [scores];
  }
  return [];
}

/** The mean of each level's scores over the windows. */
function overWindows(windows: readonly WindowScores[]): readonly LevelScore[] {
  const [first] = windows;
  return (first?.levels ?? []).map((level, place) => {
    const own = windows.map(({ levels }) => levels[place]!);
    return {
      level: level.level,
      series: level.series,
      scored: own.reduce((sum, { scored }) => sum + scored, 0),
      unscaled: own.reduce((most, { unscaled }) => Math.max(most, unscaled), 0),
      ...averageScores(own),
    };
  });
}

function describe(
  windows: readonly WindowScores[],
  levels: readonly LevelScore[],
): readonly string[] {
  const notes: string[] = [];
  const [first] = windows;
  if (first === undefined) return notes;
  if (first.weightSource === 'unit-sales') {
    notes.push(
      'weights are units sold in the 28 periods before the cutoff, for want of prices (a price column, --prices, or --weights)',
    );
  }
  if (first.weightSource === 'none') {
    notes.push(
      'no WRMSSE and WSPL: there is no history before the forecasts to weigh by, and no --weights',
    );
  } else if (first.scaleSource === 'none') {
    notes.push('no WRMSSE: there is no history before the forecasts to scale by, and no --scales');
  }
  for (const { level, unscaled } of levels) {
    if (unscaled === 0) continue;
    notes.push(`level ${level}: ${unscaled} series with a weight have no scale and do not count`);
  }
  return notes;
}
