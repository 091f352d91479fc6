import { invariant } from '../errors/index.ts';
import { sampleGamma } from './gamma.ts';
import { samplePoisson } from './poisson.ts';
import { keyOfFork, keyOfSeed, type RandomKey } from './random-key.ts';
import { Xoshiro128 } from './xoshiro.ts';

/** A reproducible stream of random numbers. Drawing advances it; equal seeds give equal streams. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Normal with mean 0 and variance 1. */
  normal(): number;
  /** Poisson count; `mean` >= 0. */
  poisson(mean: number): number;
  /** Gamma with the given shape (> 0) and scale 1: mean = variance = shape. */
  gamma(shape: number): number;
  /** Negative binomial count with variance mean + dispersion * mean^2; dispersion 0 is Poisson. */
  negativeBinomial(mean: number, dispersion: number): number;
  /** Integer in 0 .. n - 1, without bias; `n` in 1 .. 2^32. */
  integer(n: number): number;
  /**
   * The child stream `label`: it depends on this stream's seed and the label alone, not on how many numbers
   * were drawn, so that a new consumer does not change the numbers of another.
   */
  fork(label: string): Random;
}

/** The stream of a finite seed. */
export function createRandom(seed: number): Random {
  invariant(Number.isFinite(seed), `a random seed is finite, found ${seed}`);
  return new SeededRandom(keyOfSeed(seed));
}

class SeededRandom implements Random {
  readonly #key: RandomKey;
  readonly #generator: Xoshiro128;
  readonly #uniform = () => this.uniform();
  readonly #normal = () => this.normal();
  #spareNormal: number | null = null;

  constructor(key: RandomKey) {
    this.#key = key;
    this.#generator = new Xoshiro128(key);
  }

  uniform(): number {
    const high = this.#generator.next() >>> 5;
    const low = this.#generator.next() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /** The polar method (G. Marsaglia and T. A. Bray, SIAM Review 6, 1964) makes two at a time. */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.#spareNormal = y * factor;
      return x * factor;
    }
  }

  poisson(mean: number): number {
    invariant(mean >= 0 && mean < Infinity, `a Poisson mean is finite and >= 0, found ${mean}`);
    return samplePoisson(mean, this.#uniform);
  }

  gamma(shape: number): number {
    invariant(shape > 0 && shape < Infinity, `a gamma shape is finite and > 0, found ${shape}`);
    return sampleGamma(shape, this.#uniform, this.#normal);
  }

  negativeBinomial(mean: number, dispersion: number): number {
    invariant(dispersion >= 0, `a dispersion is >= 0, found ${dispersion}`);
    if (dispersion === 0 || mean === 0) return this.poisson(mean);
    return this.poisson(mean * dispersion * this.gamma(1 / dispersion));
  }

  integer(n: number): number {
    const range = 0x100000000;
    invariant(Number.isInteger(n) && n > 0 && n <= range, `n is in 1 .. 2^32, found ${n}`);
    const accepted = range - (range % n);
    let word = this.#generator.next();
    while (word >= accepted) word = this.#generator.next();
    return word % n;
  }

  fork(label: string): Random {
    return new SeededRandom(keyOfFork(this.#key, label));
  }
}
