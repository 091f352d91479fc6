import { ForecastError } from '#core/errors';
import { bulkhead, isBulkheadRejectedError } from 'cockatiel';

/**
 * Statements that read for requests at the same time: with fewer the database would wait for the decoding. More would be answered no
 * sooner, since one thread decodes, but would be decoded in one round of the event loop.
 */
const readsAtOnce = 3;

/** A port every method of which reads: a promise of what was asked for. */
type Reader<Port> = Record<keyof Port, (...query: never[]) => Promise<unknown>>;

/**
 * Reads for those who wait for an answer, a few statements at a time over all readers that it wraps, in the order in which they were
 * asked for. What comes back is decoded on the event loop, milliseconds of numbers for each request: many that are ready together
 * would keep it from everybody else.
 */
export class PacedReads {
  readonly #lanes;
  readonly #maxWaiting: number;

  /** @param maxWaiting statements that may wait; who comes then is refused at once. */
  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
    this.#lanes = bulkhead(readsAtOnce, maxWaiting);
  }

  /** The same reader, its statements in the lanes. They throw ForecastError OVERLOADED as well. */
  of<Port extends Reader<Port>>(reader: Port): Port {
    return new Proxy(reader, {
      get: (target, name) => {
        const read: unknown = Reflect.get(target, name);
        // Who awaits a reader asks it for `then`.
        if (typeof read !== 'function') return read;
        // Every method of a reader reads.
        return (...query: never[]) =>
          this.#inLane(() => Reflect.apply(read, target, query) as Promise<unknown>);
      },
    });
  }

  async #inLane(read: () => Promise<unknown>): Promise<unknown> {
    try {
      return await this.#lanes.execute(read);
    } catch (error) {
      if (!isBulkheadRejectedError(error)) throw error;
      throw new ForecastError(
        'OVERLOADED',
        'Too many forecasts are waiting for the database. Try again in a few seconds, or ask for more items in fewer requests.',
        { reason: `${this.#maxWaiting} statements are waiting` },
      );
    }
  }
}
