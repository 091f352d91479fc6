import { type BacktestWindow, checkForecasts, visiblePanel } from '#core/backtest';
import { dateOf, periodOf } from '#core/calendar';
import { type Covariates, laidOutCovariates } from '#core/covariates';
import { ForecastError, invariant } from '#core/errors';
import { type FeatureData, featurePolicy } from '#core/features';
import { forecasters, hierarchyForecasters, modelNamed } from '#core/models';
import { unpackSeries } from '#core/series';

import type { Dataset } from '../catalog/index.ts';
import type { BacktestInput, ForecastRows, LearnedModel, LearnedModelFinder } from './ports.ts';

/** The models of a run under the names that it keeps for ever, and those of them that are learned. */
export interface RunModels {
  readonly names: readonly string[];
  readonly learned: ReadonlyMap<string, LearnedModel>;
}

/**
 * Finds the models of a backtest: a learned model by its name is its champion of now, which the run keeps as `name@version`.
 * @throws ForecastError MODEL_NOT_FOUND, MODEL_UNAVAILABLE.
 */
export async function runModels(
  asked: readonly string[],
  finder: LearnedModelFinder | null,
): Promise<RunModels> {
  const learned = new Map<string, LearnedModel>();
  const names: string[] = [];
  for (const name of asked) {
    if (modelNamed(name) !== null) {
      names.push(name);
      continue;
    }
    const model = (await finder?.find(name)) ?? null;
    if (model === null) throw unknownModel(name);
    learned.set(model.name, model);
    names.push(model.name);
  }
  return { names: [...new Set(names)], learned };
}

/** What a run asks of its models. */
interface Asked {
  readonly dataset: Dataset;
  readonly horizon: number;
  readonly windows: readonly BacktestWindow[];
}

/**
 * Weights that have seen a window could repeat it: every window must lie behind all that they have seen of the dataset.
 * @throws ForecastError LOOK_AHEAD, MODEL_UNAVAILABLE where a model was not trained for the frequency or the horizon.
 */
export function refuseUnfitModels({ learned }: RunModels, asked: Asked): void {
  for (const model of learned.values()) {
    const { calendar } = asked.dataset;
    const { frequency } = calendar;
    const problem = model.unsuitable({ horizon: asked.horizon, frequency });
    if (problem !== null) {
      const facts = { model: model.name, reason: 'MODEL_MISSING', problem };
      throw new ForecastError('MODEL_UNAVAILABLE', `It cannot be backtested: ${problem}`, facts);
    }
    const oldest = asked.windows[0]!.cutoff;
    if (hasSeenBehind(model, asked.dataset, oldest)) {
      throw lookAhead(model, dateOf(calendar, oldest));
    }
  }
}

/** Whether the weights of a model have seen demand of the dataset behind a period. */
function hasSeenBehind(
  { seen }: Pick<LearnedModel, 'seen'>,
  { slug, calendar }: Dataset,
  period: number,
): boolean {
  return seen.dataset === slug && periodOf(calendar, seen.to) > period;
}

function lookAhead({ name, seen }: LearnedModel, cutoff: string): ForecastError {
  return new ForecastError(
    'LOOK_AHEAD',
    `The weights of ${name} have seen demand up to ${seen.to}, and the oldest window begins behind ${cutoff}. Ask for fewer windows, or train with more windows kept from the weights.`,
    { model: name, seenTo: seen.to, cutoff },
  );
}

/**
 * How rows of a learned model are forecast in the windows of a run. `known` is what is known beforehand of all rows; null where
 * no model of the run asks for it.
 */
export function learnedRows(
  model: LearnedModel,
  { rows: packed, plan, windows }: BacktestInput,
  known: Covariates | null,
): ForecastRows {
  const { horizon, quantileLevels, seed } = plan;
  const featurePlan = { ...plan, missingValuePolicy: featurePolicy(plan.missingValuePolicy) };
  const featureData = (from: number, to: number, cutoff: number): FeatureData | null => {
    if (model.eventsAhead === null) return null;
    invariant(known, 'a run reads what is known beforehand where a model asks for it');
    const covariates = { ...known, series: known.series.slice(from, to) };
    return {
      panel: visiblePanel(rowsOf(from, to), cutoff, featurePlan),
      covariates: laidOutCovariates(covariates),
    };
  };
  const rowsOf = (from: number, to: number) => packed.slice(from, to).map(unpackSeries);
  return async (place, { from, to }, signal) => {
    const { cutoff } = windows[place]!.window;
    const panel = visiblePanel(rowsOf(from, to), cutoff, plan);
    const context = { cutoff, horizon, seed };
    const features = featureData(from, to, cutoff);
    const forecasts = await model.forecast({ panel, features, context, quantileLevels, signal });
    checkForecasts(model.name, panel.series, forecasts);
    return forecasts;
  };
}

function unknownModel(model: string): ForecastError {
  const available = [...forecasters, ...hierarchyForecasters].map(({ name }) => name);
  return new ForecastError(
    'MODEL_NOT_FOUND',
    `No model is named "${model}". There are ${available.join(', ')}, and the learned models of \`forecastle models\`, as name or name@version.`,
    { model, available },
  );
}
