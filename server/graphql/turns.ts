/**
 * One at a time and in order: between two turns the event loop goes round. Answers that become ready together, as those of one batch of
 * a network do, would otherwise be written one after the other while nobody else is heard.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  /** Resolves when it is the caller's turn, which lasts until it waits for something. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) this.#begin();
    });
  }

  #begin(): void {
    setImmediate(() => {
      this.#waiting[0]?.();
      this.#waiting.shift();
      if (this.#waiting.length > 0) this.#begin();
    });
  }
}
