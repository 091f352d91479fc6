/**
 * What was found in one piece of data (a panel, or one history), kept for the models that look for the same. Fits that
 * several models share are made once; the numbers are those of each model alone, because everything that is kept depends
 * on the data and on its key only.
 */
export class Findings {
  readonly #found = new Map<unknown, unknown>();
  #parts: Map<unknown, Findings> | null = null;

  /** What `find` gives, from an earlier call where there was one. A key always comes with the same search. */
  once<Found>(key: object, find: () => Found): Found {
    if (this.#found.has(key)) {
      // Put there under this key, by the same search.
      return this.#found.get(key) as Found;
    }
    const found = find();
    this.#found.set(key, found);
    return found;
  }

  /** The findings in a part of the data, such as one series or the end of it. */
  of(part: object | number): Findings {
    this.#parts ??= new Map();
    let own = this.#parts.get(part);
    if (own === undefined) this.#parts.set(part, (own = new Findings()));
    return own;
  }
}

/** What `find` gives, once for all who share findings; anew where nothing is shared. */
export function findOnce<Found>(
  findings: Findings | undefined,
  key: object,
  find: () => Found,
): Found {
  return findings === undefined ? find() : findings.once(key, find);
}
