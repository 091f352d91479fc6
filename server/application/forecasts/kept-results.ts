import type { KeptValues } from './ports.ts';

/** Results that are computed once and kept. Who asks while one is under way waits for it; one that fails is forgotten. */
export class KeptResults<Result extends object> {
  readonly #kept: KeptValues<Result>;
  readonly #sizeOf: (result: Result) => number;
  readonly #underWay = new Map<string, Promise<Result>>();

  constructor(kept: KeptValues<Result>, sizeOf: (result: Result) => number) {
    this.#kept = kept;
    this.#sizeOf = sizeOf;
  }

  has(key: string): boolean {
    return this.#underWay.has(key) || this.#kept.has(key);
  }

  /** The result of that key; `compute` is called where none is kept or under way. */
  get(key: string, compute: () => Promise<Result>): Promise<Result> {
    const known = this.#kept.get(key);
    if (known !== undefined) return Promise.resolve(known);
    const before = this.#underWay.get(key);
    if (before !== undefined) return before;
    const result = compute();
    this.#underWay.set(key, result);
    result.then(
      (value) => {
        this.#underWay.delete(key);
        this.#kept.set(key, value, this.#sizeOf(value));
      },
      // Also heard where nobody waits any more.
      () => this.#underWay.delete(key),
    );
    return result;
  }
}
