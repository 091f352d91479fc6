import { invariant } from '../../errors/index.ts';
import type { Random } from '../../math/index.ts';
import type { WindowShape } from './basis.ts';
import { fillWindow, type WindowTransform } from './fill-window.ts';
import { createBatch, demandAlone, type WindowBatch } from './window-batch.ts';
import { type SamplingSettings, windowCuts } from './window-cuts.ts';
import type { WindowSource } from './window-source.ts';

export interface SeriesWindowsOptions {
  /** Oldest first; NaN is unknown. Series shorter than two values are never drawn. */
  readonly series: readonly Float64Array[];
  readonly shape: WindowShape;
  readonly transform: WindowTransform;
  readonly sampling: SamplingSettings;
}

/** Draws a series, each as likely as any other, then a cut in its recent past; demand alone, no covariates. */
export class SeriesWindows implements WindowSource {
  readonly shape: WindowSource['shape'];
  readonly #series: readonly Float64Array[];
  readonly #options: SeriesWindowsOptions;

  constructor(options: SeriesWindowsOptions) {
    this.#options = options;
    this.#series = options.series.filter(({ length }) => length >= 2);
    invariant(
      this.#series.length > 0,
      'a training needs at least one series of two values or more',
    );
    this.shape = { ...options.shape, ...demandAlone };
  }

  sample(batch: WindowBatch, random: Random): void {
    const { transform, shape, sampling } = this.#options;
    for (let row = 0; row < batch.rows; row += 1) {
      const values = this.#series[random.integer(this.#series.length)]!;
      const { first, last } = windowCuts(values.length, shape.horizon, sampling);
      const cut = first + random.integer(last - first + 1);
      fillWindow(batch, row, { values, cut, end: values.length }, transform);
    }
  }
}

/** The windows at the ends of all series, one row each, as a forecast reads them: no targets. */
export function lastWindows(
  series: readonly Float64Array[],
  shape: WindowShape,
  transform: WindowTransform,
): WindowBatch {
  const batch = createBatch({ rows: series.length, ...shape, ...demandAlone });
  for (const [row, values] of series.entries()) {
    fillWindow(batch, row, { values, cut: values.length, end: values.length }, transform);
  }
  return batch;
}
