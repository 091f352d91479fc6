import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
} from 'cockatiel';

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
  readonly #breakers = new Map<string, VersionBreaker>();

  constructor(options: BreakerOptions, isFailure: (result: unknown) => boolean) {
    this.#create = () => new VersionBreaker(options, isFailure);
  }

  of({ sha256 }: { readonly sha256: string }): VersionBreaker {
    const breaker = this.#breakers.get(sha256) ?? this.#create();
    this.#breakers.delete(sha256);
    this.#breakers.set(sha256, breaker);
    const [oldest] = this.#breakers.keys();
    if (this.#breakers.size > mostBreakers) this.#breakers.delete(oldest!);
    return breaker;
  }
}
