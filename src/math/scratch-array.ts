/**
 * Room for the numbers of one computation, used again by the next: arrays of thousands of numbers that live for a
 * microsecond cost more than what is computed in them.
 */
export class ScratchArray {
  #room = new Float64Array(0);
  /** What was taken last: views cost, and most who take want as much as the one before. */
  #taken = this.#room;

  /** An array of that length with anything in it, valid until the next `take`. */
  take(length: number): Float64Array {
    if (this.#room.length < length) this.#room = new Float64Array(Math.max(length, 1024));
    if (this.#taken.length !== length) this.#taken = this.#room.subarray(0, length);
    return this.#taken;
  }
}
