/**
 * Functions of time that a stack may combine: `backcast[k * inputSize + i]` and `forecast[k * horizon + h]`. Both read one
 * clock: time 0 is the first forecast, time -1 the last input, so that a phase means the same on both sides.
 */
export interface Basis {
  readonly count: number;
  readonly backcast: Float32Array;
  readonly forecast: Float32Array;
}

/** Lengths of a window in periods. */
export interface WindowShape {
  readonly inputSize: number;
  readonly horizon: number;
}

/** Powers 0 .. `degree` of time; each side in units of its own length, which keeps high powers in ±1. */
export function trendBasis(degree: number, { inputSize, horizon }: WindowShape): Basis {
  const powers = Array.from({ length: degree + 1 }, (_, power) => power);
  return {
    count: powers.length,
    backcast: rows(powers, -inputSize, 0, (power, time) => (time / inputSize) ** power),
    forecast: rows(powers, 0, horizon, (power, time) => ((time + 1) / horizon) ** power),
  };
}

/**
 * A cosine and a sine for each period length. Lengths are given, not multiples of 1 / horizon: a horizon of 30 days has no
 * harmonic of a week.
 */
export function seasonalBasis(
  periods: readonly number[],
  { inputSize, horizon }: WindowShape,
): Basis {
  const waves = periods.flatMap((period) => [
    { period, wave: Math.cos },
    { period, wave: Math.sin },
  ]);
  const value = ({ period, wave }: (typeof waves)[number], time: number): number =>
    wave((2 * Math.PI * time) / period);
  return {
    count: waves.length,
    backcast: rows(waves, -inputSize, 0, value),
    forecast: rows(waves, 0, horizon, value),
  };
}

function rows<Item>(
  items: readonly Item[],
  from: number,
  to: number,
  value: (item: Item, time: number) => number,
): Float32Array {
  const length = to - from;
  const values = new Float32Array(items.length * length);
  for (const [row, item] of items.entries()) {
    for (let step = 0; step < length; step += 1) {
      values[row * length + step] = value(item, from + step);
    }
  }
  return values;
}
