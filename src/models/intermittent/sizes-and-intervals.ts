/** Exponentially smoothed sizes of the demands that occur, and of the periods from one to the next. */
export interface SizesAndIntervals {
  readonly sizeAlpha: number;
  readonly intervalAlpha: number;
  /** NaN before the first demand. */
  size: number;
  /** Starts as the periods up to the first demand. */
  interval: number;
  /** Known periods since the last demand. */
  elapsed: number;
}

export function startSizes(sizeAlpha: number, intervalAlpha: number): SizesAndIntervals {
  return { sizeAlpha, intervalAlpha, size: Number.NaN, interval: Number.NaN, elapsed: 0 };
}

/** Moves by one period. Demand is what is above zero; a period without a known value does not count. */
export function observeSizes(state: SizesAndIntervals, value: number): void {
  if (Number.isNaN(value)) return;
  state.elapsed += 1;
  if (value <= 0) return;
  if (Number.isNaN(state.size)) {
    state.size = value;
    state.interval = state.elapsed;
  } else {
    state.size += state.sizeAlpha * (value - state.size);
    state.interval += state.intervalAlpha * (state.elapsed - state.interval);
  }
  state.elapsed = 0;
}

/** Demand per period: the smoothed size over the smoothed interval; 0 before the first demand. */
export function demandRate({ size, interval }: SizesAndIntervals): number {
  return Number.isNaN(size) ? 0 : size / interval;
}
