/** Hands over the newest value that was put in; those between are dropped, so that slow readers cost nothing. */
export class NewestOnly<Value> implements AsyncIterable<Value> {
  #value: { readonly newest: Value } | null = null;
  #failure: { readonly error: unknown } | null = null;
  #isEnded: boolean;
  #isUntouched = true;
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.#isEnded = signal.aborted;
    signal.addEventListener(
      'abort',
      () => {
        this.end();
      },
      { once: true },
    );
  }

  /** Whether nothing was ever put in. */
  get isUntouched(): boolean {
    return this.#isUntouched;
  }

  put(newest: Value): void {
    this.#isUntouched = false;
    this.#value = { newest };
    this.#wake();
  }

  /** Lets the reader fail. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value, void, undefined> {
    while (!this.#isEnded) {
      if (this.#failure !== null) throw this.#failure.error;
      const value = this.#value;
      if (value === null) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      } else {
        this.#value = null;
        yield value.newest;
      }
    }
  }
}
