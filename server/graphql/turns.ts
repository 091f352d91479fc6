/**
 * One at a time and in order: between two turns the event loop goes round. Answers that become ready together, as those of one batch of
 * a network do, would otherwise be written one after the other while nobody else is heard.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  /** Resolves when it is the caller's turn, which lasts until it waits for something. */
  next(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    if (this.#waiting.length === 1)
      setImmediate(() => {
        this.#give();
      });
    return promise;
  }

  #give(): void {
    this.#waiting[0]?.();
    this.#waiting.shift();
    if (this.#waiting.length > 0)
      setImmediate(() => {
        this.#give();
      });
  }
}
