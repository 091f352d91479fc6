import { invariant } from '../../errors/index.ts';
import type { Random } from '../../math/index.ts';
import type { WindowShape } from './basis.ts';
import { fillWindow, type WindowTransform } from './fill-window.ts';
import { createBatch, type WindowBatch } from './window-batch.ts';
import type { WindowSource } from './window-source.ts';

/** Which windows of a series a training sees. */
export interface SamplingSettings {
  /** Cuts lie within the last so many horizons of a series. */
  readonly recentHorizons: number;
  /** Values that a cut has before it at the least, where the series is long enough. */
  readonly minimumInputs: number;
  /** With `whole`, horizons end where the series ends; with `cut-off`, later ones are cut off there. */
  readonly horizons: 'whole' | 'cut-off';
}

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
    this.shape = { ...options.shape, known: 0, constant: 0 };
  }

  sample(batch: WindowBatch, random: Random): void {
    const { transform, shape, sampling } = this.#options;
    for (let row = 0; row < batch.rows; row += 1) {
      const values = this.#series[random.integer(this.#series.length)]!;
      const { first, last } = cuts(values.length, shape.horizon, sampling);
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
  const batch = createBatch({ rows: series.length, ...shape, known: 0, constant: 0 });
  for (const [row, values] of series.entries()) {
    fillWindow(batch, row, { values, cut: values.length, end: values.length }, transform);
  }
  return batch;
}

/** The first and last position at which a series of two or more values may be cut. */
function cuts(
  length: number,
  horizon: number,
  { recentHorizons, minimumInputs, horizons }: SamplingSettings,
): { readonly first: number; readonly last: number } {
  const last = Math.max(1, horizons === 'whole' ? length - horizon : length - 1);
  const earliest = Math.max(minimumInputs, length - Math.round(recentHorizons * horizon), 1);
  return { first: Math.min(earliest, last), last };
}
