import type { RowScores } from '#core/backtest';

/** Models of single series in one window over the rows of one chunk; what is kept of each goes into shared memory. */
export interface ChunkTask {
  readonly kind: 'chunk';
  readonly window: number;
  readonly models: readonly string[];
  /** Place among the chunks of the hierarchy. */
  readonly chunk: number;
  /** One for each model. */
  readonly into: readonly RowScores[];
}

/** Models of a whole panel in one window: all rows at once. */
export interface PanelTask {
  readonly kind: 'panel';
  readonly window: number;
  readonly models: readonly string[];
}

/** Scores the rows of one chunk that were forecast elsewhere. */
export interface ScoreChunkTask {
  readonly kind: 'score-chunk';
  readonly window: number;
  readonly chunk: number;
  readonly packed: Float64Array;
  readonly into: RowScores;
}

/** The scores of a model in one window, from what was kept of its rows. */
export interface ScoreTask {
  readonly kind: 'score';
  readonly window: number;
  readonly scores: RowScores;
}

/** What a thread is asked for. It has the input of the run since its start. */
export type BacktestTask = ChunkTask | PanelTask | ScoreChunkTask | ScoreTask;
