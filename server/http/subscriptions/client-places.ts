/** Counts what each client holds, and says when it is too much. */
export class ClientPlaces {
  readonly #held = new Map<string, number>();
  readonly #maximum: number;

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** Whether the client may have one more; it then has. */
  take(client: string): boolean {
    const held = this.#held.get(client) ?? 0;
    if (held >= this.#maximum) return false;
    this.#held.set(client, held + 1);
    return true;
  }

  give(client: string): void {
    const held = this.#held.get(client) ?? 0;
    if (held > 1) this.#held.set(client, held - 1);
    else this.#held.delete(client);
  }
}
