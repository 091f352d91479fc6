/** Hands over what was put in, in order; of more than `most` that wait the oldest are dropped. Ends with its signal. */
export class NewestValues<Value> {
  readonly #most: number;
  readonly #waiting: Value[] = [];
  #isEnded: boolean;
  #wake: () => void = () => undefined;

  constructor(most: number, signal: AbortSignal) {
    this.#most = most;
    this.#isEnded = signal.aborted;
    const end = () => {
      this.end();
    };
    signal.addEventListener('abort', end, { once: true });
  }

  put(value: Value): void {
    this.#waiting.push(value);
    if (this.#waiting.length > this.#most) this.#waiting.shift();
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value, void, undefined> {
    while (!this.#isEnded) {
      const value = this.#waiting.shift();
      if (value === undefined) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      } else yield value;
    }
  }
}
