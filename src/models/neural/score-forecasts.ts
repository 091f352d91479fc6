import type { LossSettings } from './loss-settings.ts';
import type { WindowBatch } from './window-batch.ts';

/** Forecasts of a batch: demand, `[(row * outputs + output) * horizon + h]`. */
export interface BatchForecasts {
  readonly batch: WindowBatch;
  readonly demand: Float64Array;
}

/** The loss of forecasts outside of a training: the mean over the rows that have a target; lower is better. */
export function scoreForecasts(loss: LossSettings, forecasts: readonly BatchForecasts[]): number {
  let [sum, weight] = [0, 0];
  for (const { batch, demand } of forecasts) {
    const { rows, horizon, levels, targets, targetWeights } = batch;
    const outputs = demand.length / (rows * horizon);
    for (let row = 0; row < rows; row += 1) {
      for (let output = 0; output < outputs; output += 1) {
        for (let lead = 0; lead < horizon; lead += 1) {
          const at = row * horizon + lead;
          const forecast = demand[(row * outputs + output) * horizon + lead]! / levels[row]!;
          const counts = targetWeights[at]! / outputs;
          sum += counts * pointLoss(loss, { actual: targets[at]!, forecast, output });
          weight += counts;
        }
      }
    }
  }
  return weight === 0 ? 0 : sum / weight;
}

function pointLoss(
  loss: LossSettings,
  {
    actual,
    forecast,
    output,
  }: { readonly actual: number; readonly forecast: number; readonly output: number },
): number {
  const error = actual - forecast;
  switch (loss.kind) {
    case 'smape':
      return (2 * Math.abs(error)) / Math.max(Math.abs(actual) + Math.abs(forecast), 1e-6);
    case 'absolute':
      return Math.abs(error);
    case 'squared':
      return error * error;
    case 'pinball': {
      const level = loss.levels[output]!;
      return Math.max(level * error, (level - 1) * error);
    }
  }
}
