import { latencyPercentile } from './latency-classes.ts';
import type { Observation } from './observation.ts';
import type { ObservationSource, ServingFactStore } from './ports.ts';

/** What counts as the last minutes, and how much there must be in them; a Config fits. */
interface ServingWindow {
  readonly alertServingMinutes: number;
  readonly alertServingMinRequests: number;
}

/**
 * How fast forecasts of each dataset were answered lately, and how many of them by a fallback. Too few requests say nothing: an
 * alert stays as it is until there are enough again.
 */
export class ServedRequests implements ObservationSource {
  readonly #store: Pick<ServingFactStore, 'since'>;
  readonly #window: ServingWindow;

  constructor(store: Pick<ServingFactStore, 'since'>, window: ServingWindow) {
    this.#store = store;
    this.#window = window;
  }

  async observe(now: Date): Promise<readonly Observation[]> {
    const { alertServingMinutes, alertServingMinRequests } = this.#window;
    const from = new Date(now.getTime() - alertServingMinutes * 60_000);
    const enough = (await this.#store.since(from)).filter(
      ({ requests }) => requests >= alertServingMinRequests,
    );
    return enough.flatMap(({ dataset, forecasts, degraded, latencyCounts }): Observation[] => {
      const milliseconds = latencyPercentile(latencyCounts, 0.95);
      return [
        { kind: 'LATENCY', dataset, subject: '', milliseconds },
        { kind: 'DEGRADED_RATIO', dataset, subject: '', degraded, forecasts },
      ];
    });
  }
}
