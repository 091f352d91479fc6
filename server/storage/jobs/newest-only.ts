/** Hands over the newest value that was put in; those between are dropped, so that slow readers cost nothing. */
export class NewestOnly<Value> implements AsyncIterable<Value> {
  #value: { readonly newest: Value } | null = null;
  #isEnded: boolean;
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

  put(newest: Value): void {
    this.#value = { newest };
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value, void, undefined> {
    while (!this.#isEnded) {
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
