import type { LeaderboardEntry, WindowPlan } from '#core/backtest';
import type { Frequency } from '#core/calendar';
import type { MissingValuePolicy } from '#core/series';

/** Everything that decides the scores of a run. */
export interface BacktestConfig extends WindowPlan {
  readonly dataset: string;
  readonly datasetVersion: string;
  readonly frequency: Frequency;
  readonly missingValuePolicy: MissingValuePolicy;
  readonly models: readonly string[];
  /** Periods up to each cutoff that models see; null = the whole history. */
  readonly inputSize: number | null;
  readonly quantileLevels: readonly number[];
  /** Names of the levels of the hierarchy, in its order. */
  readonly levels: readonly string[];
  /** What the series of a level are weighed by in WRMSSE and WSPL: sales of the 28 periods before each cutoff. */
  readonly weights: 'dollar-sales' | 'unit-sales';
  readonly seed: number;
  /** Release that computes. */
  readonly release: string;
}

/** A stored run. */
export interface BacktestRun {
  readonly id: number;
  readonly datasetId: number;
  readonly config: BacktestConfig;
  /** The data as they were recorded by this instant. */
  readonly asOf: Date;
  readonly itemIds: readonly number[];
  readonly createdAt: Date;
  /** null while units are missing. */
  readonly completedAt: Date | null;
  /** SHA-256 over all scores: equal configurations give equal ones, wherever and however often they are computed. */
  readonly resultHash: string | null;
}

/** One window as dates. */
export interface WindowDates {
  readonly cutoff: string;
  /** First and last date that was forecast. */
  readonly from: string;
  readonly to: string;
}

/** A finished run with its scores. */
export interface BacktestReport {
  readonly run: BacktestRun;
  readonly windows: readonly WindowDates[];
  readonly leaderboard: readonly LeaderboardEntry[];
}
