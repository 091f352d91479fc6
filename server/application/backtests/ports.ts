import type {
  BacktestWindow,
  ForecastPlan,
  ItemDemand,
  ItemSums,
  ModelWindow,
  WindowResult,
} from '#core/backtest';
import type { Covariates } from '#core/covariates';
import type { Scales } from '#core/evaluation';
import type { Hierarchy } from '#core/hierarchy';
import type { Series } from '#core/series';

import type { BacktestConfig, BacktestRun } from './backtest.ts';

/** One model in one window: what is computed, stored and resumed as a whole. */
export interface BacktestUnit {
  readonly window: number;
  readonly model: string;
}

/** A unit that was computed. */
export interface UnitResult {
  readonly result: WindowResult;
  /** Thread seconds of fitting and forecasting. */
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
  readonly rows: readonly Series[];
  readonly windows: readonly WeighedWindow[];
  /** What is known beforehand, prices in shared memory; null where no model asks for it. */
  readonly covariates: Covariates | null;
}

/** Threads that hold the input of one run. */
export interface BacktestSession extends AsyncDisposable {
  /** Computes a unit; `onRows` hears how many more rows have been forecast. The result does not depend on the threads. */
  run(
    unit: BacktestUnit,
    control: { readonly signal: AbortSignal; readonly onRows: (rows: number) => void },
  ): Promise<UnitResult>;
}

/** Computes backtests away from the event loop. */
export interface BacktestCompute {
  open(input: BacktestInput): BacktestSession;
}

/** Hands out the units of a run that this process is to compute. */
export interface UnitQueue {
  /** The next unit; null when this process has nothing more to do. */
  next(signal: AbortSignal): Promise<BacktestUnit | null>;
}

/** Units that processes share: each is held by one of them at a time. */
export interface UnitLeases {
  /**
   * Takes the first of `units` that is neither done nor held, for `seconds`.
   * `all-held`: others compute the rest; `all-done`: there is no rest.
   */
  take(
    run: number,
    units: readonly BacktestUnit[],
    hold: UnitHold,
  ): Promise<BacktestUnit | 'all-held' | 'all-done'>;
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
  /** The scores of all units by level. */
  results(run: number): Promise<readonly ModelWindow[]>;
  /** The scores of units by item; of these models, of all where they are left out. */
  itemResults(run: number, models?: readonly string[]): Promise<readonly ItemResult[]>;
}
