import type { ForecastAnswer } from '../application/forecasts/index.ts';

/** A forecast use case whose answers wait until the test lets them go. */
export interface HeldForecasts {
  execute(input: unknown, signal: AbortSignal): Promise<ForecastAnswer>;
  /** Resolves when a request has arrived. */
  readonly arrived: Promise<AbortSignal>;
  release(): void;
}

export function heldForecasts(): HeldForecasts {
  const arrival = Promise.withResolvers<AbortSignal>();
  const gate = Promise.withResolvers<ForecastAnswer>();
  return {
    arrived: arrival.promise,
    execute: (_input, signal) => {
      arrival.resolve(signal);
      return gate.promise;
    },
    release: () => {
      gate.resolve({ forecasts: [], requestedModel: 'naive', horizon: 1, quantileLevels: [0.5] });
    },
  };
}
