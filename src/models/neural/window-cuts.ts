/** Which windows of a series a training sees. */
export interface SamplingSettings {
  /** Cuts lie within the last so many horizons of a series. */
  readonly recentHorizons: number;
  /** Values that a cut has before it at the least, where the series is long enough. */
  readonly minimumInputs: number;
  /** With `whole`, horizons end where the series ends; with `cut-off`, later ones are cut off there. */
  readonly horizons: 'whole' | 'cut-off';
}

/** The first and last position at which a series of two or more values may be cut. */
export function windowCuts(
  length: number,
  horizon: number,
  { recentHorizons, minimumInputs, horizons }: SamplingSettings,
): { readonly first: number; readonly last: number } {
  const last = Math.max(1, horizons === 'whole' ? length - horizon : length - 1);
  const earliest = Math.max(minimumInputs, length - Math.round(recentHorizons * horizon), 1);
  return { first: Math.min(earliest, last), last };
}
