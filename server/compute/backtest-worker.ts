import {
  forecastHierarchy,
  forecastRows,
  rowChunks,
  type WindowResult,
  WindowScorer,
} from '#core/backtest';
import { covariatesOfSteps } from '#core/covariates';
import { bottomLevel } from '#core/hierarchy';
import { type AnyForecaster, modelNamed, unpackForecasts } from '#core/models';
import { seriesOfPacked, unpackSeries } from '#core/series';
import { workerData } from 'piscina';

import type { BacktestInput, UnitResult } from '../application/backtests/index.ts';
import type {
  BacktestTask,
  ChunkTask,
  PanelTask,
  ScoreChunkTask,
  ScoreTask,
} from './backtest-task.ts';

export { nothing } from '../threads/index.ts';

// What the pool hands to every thread that it starts; its values lie in memory that all threads share.
const input = workerData as BacktestInput;
const { first, count } = bottomLevel(input.hierarchy);
const items = input.rows.slice(first, first + count).map(seriesOfPacked);
const chunks = rowChunks(input.hierarchy);

/** The scorers of the windows that are under way. */
const scorers = new Map<number, WindowScorer>();
/** Models of whole panels, and learned ones, may be windows ahead of the others. */
const mostScorers = 2;

/** Runs one task in a worker thread: answers thread seconds per model, units, scores, or nothing. */
export function runBacktestTask(
  task: BacktestTask,
): readonly number[] | readonly UnitResult[] | WindowResult | undefined {
  switch (task.kind) {
    case 'chunk':
      return forecastChunk(task);
    case 'panel':
      return forecastPanel(task);
    case 'score-chunk':
      scoreChunk(task);
      return undefined;
    case 'score':
      return score(task);
  }
}

function forecastChunk({ models, window, chunk, into }: ChunkTask): readonly number[] {
  const scorer = scorerOf(window);
  const { from, to } = chunks[chunk]!;
  const { window: own } = input.windows[window]!;
  const clock = new ModelClock(models.length);
  forecastRows(
    models.map((name) => ofScope(name, 'series')),
    input.rows.slice(from, to).map(unpackSeries),
    own,
    input.plan,
    (model, forecasts, at) => {
      clock.stop(model);
      scorer.scoreRows(chunk, from + at, forecasts, into[model]!);
      clock.start();
    },
  );
  return clock.seconds;
}

function forecastPanel({ models, window }: PanelTask): readonly UnitResult[] {
  const { hierarchy, plan } = input;
  const covariates = input.covariates && covariatesOfSteps(input.covariates);
  if (covariates === null) throw new Error('the panel was not read for models of whole panels');
  const scorer = scorerOf(window);
  const { window: own } = input.windows[window]!;
  const clock = new ModelClock(models.length);
  const results: WindowResult[] = [];
  forecastHierarchy(
    models.map((name) => ofScope(name, 'hierarchy')),
    { hierarchy, items, covariates },
    own,
    plan,
    (model, forecasts) => {
      clock.stop(model);
      results[model] = scorer.score(forecasts);
      clock.start();
    },
  );
  return results.map((result, model) => ({ result, seconds: clock.seconds[model]! }));
}

function scoreChunk({ window, chunk, packed, into }: ScoreChunkTask): void {
  const forecasts = unpackForecasts(packed, input.plan);
  scorerOf(window).scoreRows(chunk, chunks[chunk]!.from, forecasts, into);
}

function score({ window, scores }: ScoreTask): WindowResult {
  return scorerOf(window).result(scores);
}

function scorerOf(window: number): WindowScorer {
  const known = scorers.get(window);
  if (known !== undefined) return known;
  const { hierarchy, plan, windows } = input;
  const { window: own, weights, scales } = windows[window]!;
  const scorer = new WindowScorer({ hierarchy, items, weights, scales }, own, plan);
  if (scorers.size === mostScorers) scorers.delete(scorers.keys().next().value!);
  scorers.set(window, scorer);
  return scorer;
}

function ofScope<Scope extends AnyForecaster['scope']>(
  name: string,
  scope: Scope,
): Extract<AnyForecaster, { readonly scope: Scope }> {
  const model = modelNamed(name);
  if (model?.scope !== scope) throw new Error(`no forecaster of that kind is named ${name}`);
  // Just compared.
  return model as Extract<AnyForecaster, { readonly scope: Scope }>;
}

/** Thread seconds of models that take turns. */
class ModelClock {
  readonly seconds: number[];
  #startedAt = performance.now();

  constructor(models: number) {
    this.seconds = new Array<number>(models).fill(0);
  }

  start(): void {
    this.#startedAt = performance.now();
  }

  stop(model: number): void {
    this.seconds[model]! += (performance.now() - this.#startedAt) / 1000;
  }
}
