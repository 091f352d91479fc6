import type {
  BacktestWindow,
  ForecastPlan,
  ItemDemand,
  ItemSums,
  ModelWindow,
  RowChunk,
  WindowResult,
} from '#core/backtest';
import type { Frequency } from '#core/calendar';
import type { SteppedCovariates } from '#core/covariates';
import type { Scales } from '#core/evaluation';
import type { FeatureData } from '#core/features';
import type { Hierarchy } from '#core/hierarchy';
import type { AnyForecaster, FitContext, SeriesForecast } from '#core/models';
import type { PackedSeries, Panel } from '#core/series';

import type { BacktestConfig, BacktestRun } from './backtest.ts';

/** One model in one window: what is stored and resumed as a whole. */
export interface BacktestUnit {
  readonly window: number;
  readonly model: string;
}

/** Units of one window that are computed together, because their models look for the same in the same histories. */
export interface UnitBatch {
  readonly window: number;
  /** The kind of the models: forecasters of single series, of whole panels, or a learned one, which comes alone. */
  readonly scope: AnyForecaster['scope'] | 'learned';
  readonly models: readonly string[];
}

/** A unit that was computed. */
export interface UnitResult {
  readonly result: WindowResult;
  /** Thread seconds of fitting and forecasting; what models share counts for the first of them. */
  readonly seconds: number;
}

/** A window with what its scores are weighed and scaled by, per row of the hierarchy. */
export interface WeighedWindow {
  readonly window: BacktestWindow;
  readonly weights: Float64Array;
  readonly scales: Scales;
}

/** What every unit of a run is computed from. Rows hold their values in shared memory, one copy for all threads. */
export interface BacktestInput {
  readonly plan: ForecastPlan;
  readonly hierarchy: Hierarchy;
  /** Demand of all rows of the hierarchy, in its order. */
  readonly rows: readonly PackedSeries[];
  readonly windows: readonly WeighedWindow[];
  /** What is known beforehand; null where no model asks for it. */
  readonly covariates: SteppedCovariates | null;
}

/** Units under way; `onRows` hears how many more rows have been forecast, counted once for each model. */
export interface UnitControl {
  readonly signal: AbortSignal;
  readonly onRows: (rows: number) => void;
}

/** Forecasts the rows `from` .. `to - 1` in the window of this place. */
export type ForecastRows = (
  place: number,
  rows: Pick<RowChunk, 'from' | 'to'>,
  signal: AbortSignal,
) => Promise<readonly SeriesForecast[]>;

/** Threads that hold the input of one run. */
export interface BacktestSession extends AsyncDisposable {
  /**
   * Computes the units of a batch, in the order of its models. Results depend neither on the threads nor on what else is in the
   * batch.
   */
  run(batch: UnitBatch, control: UnitControl): Promise<readonly UnitResult[]>;
  /** Scores a model that the threads do not know: `forecast` answers its rows, a few hundred at a time. */
  score(window: number, forecast: ForecastRows, control: UnitControl): Promise<UnitResult>;
}

/** Series of rows, cut at the cutoff, for a learned model to forecast. */
export interface LearnedRun {
  readonly panel: Panel;
  /** Of the same rows, cut at the same cutoff; null where the model reads demand alone. */
  readonly features: FeatureData | null;
  readonly context: FitContext;
  readonly quantileLevels: readonly number[];
  readonly signal: AbortSignal;
}

/** A version of a learned model that can answer. */
export interface LearnedModel {
  /** `name@version`. */
  readonly name: string;
  /** The demand that its weights have seen: slug of its dataset, and its last period as a date. */
  readonly seen: { readonly dataset: string; readonly to: string };
  /** How many periods behind the end of the data its features look for events; null where it reads demand alone. */
  readonly eventsAhead: number | null;
  /** Why it was not trained for this; null where it was. */
  unsuitable(asked: { readonly horizon: number; readonly frequency: Frequency }): string | null;
  /** @throws ForecastError MODEL_UNAVAILABLE. */
  forecast(run: LearnedRun): Promise<readonly SeriesForecast[]>;
}

/** Finds learned models by `name`, which is the champion, or `name@version`. */
export interface LearnedModelFinder {
  /**
   * null: nobody knows the name.
   * @throws ForecastError MODEL_UNAVAILABLE where the version cannot be used.
   */
  find(name: string): Promise<LearnedModel | null>;
}

/** Computes backtests away from the event loop. */
export interface BacktestCompute {
  open(input: BacktestInput): BacktestSession;
}

/** Hands out the units of a run that this process is to compute. */
export interface UnitQueue {
  /** The next batch of this kind of models; null when this process has nothing more to do for them. */
  next(scope: UnitBatch['scope'], signal: AbortSignal): Promise<UnitBatch | null>;
}

/** Units that processes share: each is held by one of them at a time. */
export interface UnitLeases {
  /**
   * Takes what is not done of the first of `batches` of which nobody holds anything, for `seconds`.
   * `all-held`: others compute the rest; `all-done`: there is no rest.
   */
  take(
    run: number,
    batches: readonly UnitBatch[],
    hold: UnitHold,
  ): Promise<UnitBatch | 'all-held' | 'all-done'>;
  /** Makes the units that a holder has its own for `seconds` from now. */
  renew(run: number, hold: UnitHold): Promise<void>;
  /** Gives up what a holder has. */
  release(run: number, holder: string): Promise<void>;
}

export interface UnitHold {
  /** Unique over all processes and attempts. */
  readonly holder: string;
  readonly seconds: number;
}

/** How far a run is, whoever computes it. */
export interface RunTally {
  readonly unitsDone: number;
  /** Windows in which every model is done. */
  readonly windowsDone: number;
  /** WAPE of single items of the best model so far; null before the first score. */
  readonly wape: number | null;
}

export interface NewBacktestRun {
  readonly datasetId: number;
  readonly configHash: string;
  readonly config: BacktestConfig;
  readonly asOf: Date;
  readonly itemIds: readonly number[];
}

export interface StoredWindow extends BacktestWindow {
  readonly demand: ItemDemand;
}

export interface FinishedUnit extends BacktestUnit, UnitResult {
  readonly resultHash: string;
}

/** Scores of single items of one unit. */
export interface ItemResult extends BacktestUnit {
  readonly sums: ItemSums;
}

/** Stored runs. */
export interface BacktestStore {
  /** The run of this configuration, with what is done of it; created where there is none. */
  open(run: NewBacktestRun): Promise<BacktestRun>;
  /** Removes the run of this configuration, if any, with all of its scores. */
  discard(configHash: string): Promise<void>;
  find(run: number): Promise<BacktestRun | null>;
  /** Writes the windows of a run; those that are there stay. */
  saveWindows(run: number, windows: readonly StoredWindow[]): Promise<void>;
  /** Writes a unit and its scores in one transaction; where another process was faster, its unit stays. */
  saveUnit(run: number, unit: FinishedUnit): Promise<void>;
  /** The units that are done, in no particular order. */
  units(run: number): Promise<readonly (BacktestUnit & { readonly resultHash: string })[]>;
  complete(run: number, resultHash: string): Promise<BacktestRun>;
  /** One statement. `models` is how many models the run has. */
  tally(run: number, models: number): Promise<RunTally>;
  windows(run: number): Promise<readonly StoredWindow[]>;
  /** The scores of units by level; of these models, of all where they are left out. */
  results(run: number, models?: readonly string[]): Promise<readonly ModelWindow[]>;
  /** The scores of units by item; of these models, of all where they are left out. */
  itemResults(run: number, models?: readonly string[]): Promise<readonly ItemResult[]>;
}
