/**
 * xoshiro128** 1.1: 128 bits of state, period 2^128 - 1, 32 bits per step.
 * Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators",
 * ACM Transactions on Mathematical Software 47 (2021).
 */
export class Xoshiro128 {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** `key` holds the four words of the first state; they must not all be zero. */
  constructor(key: Uint32Array) {
    [this.#a = 1, this.#b = 0, this.#c = 0, this.#d = 0] = key;
  }

  /** The next 32 bits as an unsigned integer. */
  next(): number {
    const scrambled = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return scrambled;
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
