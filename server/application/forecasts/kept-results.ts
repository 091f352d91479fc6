/**
 * Results that are computed once and kept, up to a size in all; the least recently asked for leave first. One under way
 * counts as nothing and never leaves; one that fails is forgotten. The newest stays, however large.
 */
export class KeptResults<Result> {
  readonly #mostSize: number;
  readonly #sizeOf: (result: Result) => number;
  /** In the order in which they were asked for last. */
  readonly #results = new Map<string, { readonly result: Promise<Result>; size: number }>();

  constructor(mostSize: number, sizeOf: (result: Result) => number) {
    this.#mostSize = mostSize;
    this.#sizeOf = sizeOf;
  }

  has(key: string): boolean {
    return this.#results.has(key);
  }

  /** The result of that key; `compute` is called where none is kept or under way. */
  get(key: string, compute: () => Promise<Result>): Promise<Result> {
    const known = this.#results.get(key);
    if (known !== undefined) {
      this.#results.delete(key);
      this.#results.set(key, known);
      return known.result;
    }
    const entry = { result: compute(), size: 0 };
    this.#results.set(key, entry);
    entry.result.then(
      (result) => {
        entry.size = this.#sizeOf(result);
        this.#makeRoom(key);
      },
      () => this.#results.delete(key),
    );
    return entry.result;
  }

  #makeRoom(newest: string): void {
    let total = 0;
    for (const { size } of this.#results.values()) total += size;
    for (const [key, { size }] of this.#results) {
      if (total <= this.#mostSize) return;
      if (size === 0 || key === newest) continue;
      this.#results.delete(key);
      total -= size;
    }
  }
}
