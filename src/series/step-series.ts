import type { Series } from './series.ts';

/** A series whose values mostly repeat, such as prices: only where they change, and to what. */
export interface StepSeries {
  readonly key: string;
  readonly start: number;
  readonly length: number;
  /** Index of the first value of each run, ascending from 0. */
  readonly changes: Int32Array;
  /** The value of each run; NaN = unknown. */
  readonly levels: Float64Array;
}

export function stepsOf({ key, start, values }: Series): StepSeries {
  const changes: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    if (index === 0 || !Object.is(values[index], values[index - 1])) changes.push(index);
  }
  const levels = Float64Array.from(changes, (index) => values[index]!);
  return { key, start, length: values.length, changes: Int32Array.from(changes), levels };
}

/** The series of steps. Its values are laid out anew each time they are read, so that nobody keeps them: read them once. */
export function seriesOfSteps(steps: StepSeries): Series {
  const { key, start } = steps;
  return {
    key,
    start,
    get values() {
      return layOut(steps);
    },
  };
}

function layOut({ length, changes, levels }: StepSeries): Float64Array {
  const values = new Float64Array(length);
  for (let run = 0; run < changes.length; run += 1) {
    values.fill(levels[run]!, changes[run], changes[run + 1] ?? length);
  }
  return values;
}
