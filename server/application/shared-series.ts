import { fitsSinglePrecision, type PackedSeries, type Series, type StepSeries } from '#core/series';

/**
 * 64 MiB. The C library maps blocks of more than 32 MiB by themselves: they lie apart from what comes and goes between
 * them, so that its room can be given back, and what is not written of them takes no memory.
 */
const blockBytes = 2 ** 26;

/** Shared memory, which every thread reads the same values from, handed out piece by piece. */
export class SharedBlocks {
  readonly #blockBytes: number;
  #block = new SharedArrayBuffer(0);
  #used = 0;

  constructor(bytes = blockBytes) {
    this.#blockBytes = bytes;
  }

  /** Copies series. */
  series(series: readonly Series[]): readonly Series[] {
    return series.map(({ key, start, values }) => {
      const shared = new Float64Array(...this.#room(values.byteLength), values.length);
      shared.set(values);
      return { key, start, values: shared };
    });
  }

  /** Copies series into as little memory as their values allow. */
  packed(series: readonly Series[]): readonly PackedSeries[] {
    return series.map(({ key, start, values }) => {
      const shared = fitsSinglePrecision(values)
        ? new Float32Array(...this.#room(4 * values.length), values.length)
        : new Float64Array(...this.#room(8 * values.length), values.length);
      shared.set(values);
      return { key, start, values: shared };
    });
  }

  /** Copies steps. */
  steps(series: readonly StepSeries[]): readonly StepSeries[] {
    return series.map((one) => {
      const levels = new Float64Array(...this.#room(one.levels.byteLength), one.levels.length);
      const changes = new Int32Array(...this.#room(one.changes.byteLength), one.changes.length);
      levels.set(one.levels);
      changes.set(one.changes);
      return { ...one, changes, levels };
    });
  }

  /** A block and the place in it where so many bytes are free, fit for any number. */
  #room(bytes: number): readonly [SharedArrayBuffer, number] {
    if (this.#used + bytes > this.#block.byteLength) {
      this.#block = new SharedArrayBuffer(Math.max(this.#blockBytes, bytes));
      this.#used = 0;
    }
    const at = this.#used;
    this.#used += Math.ceil(bytes / 8) * 8;
    return [this.#block, at];
  }
}

/** Copies series into one block of shared memory, so that every thread reads the same values. */
export function sharedSeries(series: readonly Series[]): readonly Series[] {
  return new SharedBlocks(series.reduce((sum, { values }) => sum + values.byteLength, 0)).series(
    series,
  );
}
