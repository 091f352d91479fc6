import { latencyClasses, latencyClassOf } from './latency-classes.ts';
import type { ServingFacts, ServingFactStore } from './ports.ts';

const millisecondsPerMinute = 60_000;
/** Minutes and datasets that may wait for the database; beyond that the oldest are dropped. */
const mostWaiting = 1000;
/** Facts older than that are of no use to anybody. */
const keptHours = 24;

/** One answered request, as far as it concerns one dataset. */
export interface AnsweredRequest {
  /** Slug. */
  readonly dataset: string;
  readonly milliseconds: number;
  readonly forecasts: number;
  readonly degraded: number;
}

interface Waiting extends Omit<ServingFacts, 'latencyCounts'> {
  requests: number;
  forecasts: number;
  degraded: number;
  readonly latencyCounts: number[];
}

/**
 * Adds up what this process answers, by minute and dataset, until it is written down for whoever monitors. Counts alone: neither items
 * nor callers.
 */
export class ServingTally {
  readonly #store: Pick<ServingFactStore, 'add' | 'forget'>;
  readonly #now: () => Date;
  #waiting = new Map<string, Waiting>();

  constructor(store: Pick<ServingFactStore, 'add' | 'forget'>, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  add({ dataset, milliseconds, forecasts, degraded }: AnsweredRequest): void {
    const at = this.#now().getTime();
    const minute = new Date(at - (at % millisecondsPerMinute));
    const key = `${minute.getTime()} ${dataset}`;
    const facts = this.#waiting.get(key) ?? this.#begin(key, minute, dataset);
    facts.requests += 1;
    facts.forecasts += forecasts;
    facts.degraded += degraded;
    facts.latencyCounts[latencyClassOf(milliseconds)]! += 1;
  }

  /** Writes down what was added up. What could not be written waits for the next time. */
  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    try {
      if (waiting.size > 0) await this.#store.add([...waiting.values()]);
    } catch (error) {
      for (const [key, facts] of this.#waiting) {
        waiting.set(key, sumOf(facts, waiting.get(key)));
      }
      this.#waiting = waiting;
      throw error;
    }
    await this.#store.forget(new Date(this.#now().getTime() - keptHours * 3_600_000));
  }

  #begin(key: string, minute: Date, dataset: string): Waiting {
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size >= mostWaiting && oldest !== undefined) this.#waiting.delete(oldest);
    const facts: Waiting = {
      ...{ minute, dataset, requests: 0, forecasts: 0, degraded: 0 },
      latencyCounts: new Array<number>(latencyClasses).fill(0),
    };
    this.#waiting.set(key, facts);
    return facts;
  }
}

function sumOf(facts: Waiting, before: Waiting | undefined): Waiting {
  if (before === undefined) return facts;
  const { latencyCounts } = before;
  return {
    ...facts,
    requests: facts.requests + before.requests,
    forecasts: facts.forecasts + before.forecasts,
    degraded: facts.degraded + before.degraded,
    latencyCounts: facts.latencyCounts.map((count, place) => count + latencyCounts[place]!),
  };
}
