import type { RowForecasts } from '#core/backtest';

/** One model in one window over consecutive rows; the forecasts go into shared memory. */
export interface RowsTask {
  readonly kind: 'forecast';
  readonly model: string;
  readonly window: number;
  /** Rows `from` .. `to - 1`. */
  readonly from: number;
  readonly to: number;
  readonly into: RowForecasts;
}

/** One model of a whole panel in one window: all rows at once. */
export interface PanelTask {
  readonly kind: 'forecast-panel';
  readonly model: string;
  readonly window: number;
  readonly into: RowForecasts;
}

/** Scores the forecasts of all rows. */
export interface ScoreTask {
  readonly kind: 'score';
  readonly window: number;
  readonly forecasts: RowForecasts;
}

/** What a thread is asked for. It has the input of the run since its start. */
export type BacktestTask = RowsTask | PanelTask | ScoreTask;
