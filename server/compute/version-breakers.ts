import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
} from 'cockatiel';

import type { ModelReference } from '../application/models/index.ts';
import type { LearnedVersion } from '../application/serving/index.ts';

/** The state of the breaker around a version. */
export interface BreakerState {
  readonly reference: ModelReference;
  readonly state: 'closed' | 'half-open' | 'open';
}

/** States of cockatiel; nothing here isolates a version by hand. */
const stateOf = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
} as const;

interface BreakerOptions {
  /** Failures in a row after which a version rests. */
  readonly breakerFailures: number;
  readonly breakerOpenSeconds: number;
}

/** Versions whose breakers are kept. */
const mostBreakers = 16;

/** Counts the tensor calls of one version: one that fails counts once, however many requests were in it. */
export class VersionBreaker {
  readonly #policy;
  readonly #restMilliseconds: number;
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor(
    { breakerFailures, breakerOpenSeconds }: BreakerOptions,
    isFailure: (result: unknown) => boolean,
  ) {
    this.#restMilliseconds = breakerOpenSeconds * 1000;
    this.#policy = circuitBreaker(handleWhenResult(isFailure), {
      halfOpenAfter: this.#restMilliseconds,
      breaker: new ConsecutiveBreaker(breakerFailures),
    });
    this.#policy.onBreak(() => {
      this.#restsUntil = Date.now() + this.#restMilliseconds;
    });
  }

  get state(): BreakerState['state'] {
    return stateOf[this.#policy.state];
  }

  /** Whether a call would be refused at once. */
  get rests(): boolean {
    return this.#policy.state === CircuitState.Open && Date.now() < this.#restsUntil;
  }

  /** Whether the next call only tries whether the version works again. */
  get isTrying(): boolean {
    return this.#policy.state !== CircuitState.Closed;
  }

  /** The result of the call, or null where the version rests. A call that throws counts neither way. */
  async execute<Result>(call: () => Promise<Result>): Promise<Result | null> {
    try {
      return await this.#policy.execute(call);
    } catch (error) {
      if (error instanceof BrokenCircuitError) return null;
      throw error;
    }
  }
}

/** A breaker for each version, by the hash of its artifact; those of versions that were not asked for of late are forgotten. */
export class VersionBreakers {
  readonly #create: () => VersionBreaker;
  readonly #breakers = new Map<string, { reference: ModelReference; breaker: VersionBreaker }>();

  constructor(options: BreakerOptions, isFailure: (result: unknown) => boolean) {
    this.#create = () => new VersionBreaker(options, isFailure);
  }

  get states(): readonly BreakerState[] {
    return [...this.#breakers.values()].map(({ reference, breaker: { state } }) => ({
      reference,
      state,
    }));
  }

  of({ sha256, reference }: Pick<LearnedVersion, 'sha256' | 'reference'>): VersionBreaker {
    const breaker = this.#breakers.get(sha256)?.breaker ?? this.#create();
    this.#breakers.delete(sha256);
    this.#breakers.set(sha256, { reference, breaker });
    const [oldest] = this.#breakers.keys();
    if (this.#breakers.size > mostBreakers) this.#breakers.delete(oldest!);
    return breaker;
  }
}
