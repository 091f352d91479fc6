import { ForecastError } from '#core/errors';

import type { Item } from '../catalog/index.ts';
import type { ForecastAnswer } from './request-forecast.ts';
import type { ItemForecast } from './forecast.ts';

/** A forecast as planned and under a scenario. */
export interface ScenarioComparison {
  readonly item: Item;
  readonly base: ItemForecast;
  readonly changed: ItemForecast;
  /** Means summed over the horizon. */
  readonly baseTotal: number;
  readonly changedTotal: number;
  /** changedTotal - baseTotal. */
  readonly change: number;
  /** Of the base; null where that is 0. */
  readonly changePercent: number | null;
}

/** Use case: forecast items as planned and under a scenario, and set both beside each other. */
export class CompareScenario {
  readonly #requests: { execute(input: unknown, signal: AbortSignal): Promise<ForecastAnswer> };

  constructor(requests: { execute(input: unknown, signal: AbortSignal): Promise<ForecastAnswer> }) {
    this.#requests = requests;
  }

  /**
   * @param input what `RequestForecast` takes, with a scenario
   * @throws ForecastError as `RequestForecast` does.
   */
  async execute(
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<readonly ScenarioComparison[]> {
    const { scenario, ...planned } = input;
    if (scenario === undefined) throw scenarioMissing();
    const base = await this.#requests.execute(planned, signal);
    // Of the same snapshot: demand that arrives in between is no effect of the scenario.
    const asOf = base.forecasts[0]!.provenance.asOf;
    const changed = await this.#requests.execute({ ...input, asOf }, signal);
    return base.forecasts.map((one, place) => compared(one, changed.forecasts[place]!));
  }
}

function compared(base: ItemForecast, changed: ItemForecast): ScenarioComparison {
  const [baseTotal, changedTotal] = [sum(base.mean), sum(changed.mean)];
  const change = changedTotal - baseTotal;
  return {
    item: base.item,
    ...{ base, changed, baseTotal, changedTotal, change },
    changePercent: baseTotal === 0 ? null : (100 * change) / baseTotal,
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function scenarioMissing(): ForecastError {
  const message = 'name the scenario to compare with';
  return new ForecastError('INVALID_INPUT', `scenario: ${message}.`, {
    issues: [{ path: 'scenario', message }],
  });
}
