/** When to stop. */
export interface NelderMeadOptions {
  /** Stop when the values at the corners differ by no more than this share of the value at the start. */
  readonly tolerance: number;
  readonly maximumEvaluations: number;
}

type Objective = (point: Float64Array) => number;

/** What takes the place of an infinite value: far above any other, and still a number to compare with. */
const forbidden = 1e35;

/**
 * The arguments at which a function is least, by the downhill simplex method (J. A. Nelder, R. Mead, Computer Journal 7,
 * 1965) in the form of J. C. Nash, "Compact Numerical Methods for Computers", algorithm 19: every argument is stepped by
 * a tenth of the largest one; reflection 1, expansion 2, contraction and shrinking 1/2. R fits by the same form, so that
 * what was published from there can be repeated. The objective gives Infinity where it is not allowed.
 */
export function nelderMead(
  start: Float64Array,
  objective: Objective,
  { tolerance, maximumEvaluations }: NelderMeadOptions,
): Float64Array {
  const simplex = new Simplex(start, objective, tolerance);
  while (simplex.evaluations <= maximumEvaluations && simplex.step());
  return simplex.best();
}

class Simplex {
  evaluations = 0;
  readonly #objective: Objective;
  readonly #corners: Float64Array[];
  readonly #values: Float64Array;
  /** Difference of the values at which all corners are equally good. */
  readonly #flat: number;
  #low = 0;
  #high = 0;
  #size = Infinity;

  constructor(start: Float64Array, objective: Objective, tolerance: number) {
    this.#objective = objective;
    this.#corners = Array.from({ length: start.length + 1 }, () => start.slice());
    this.#values = new Float64Array(start.length + 1);
    let step = 0;
    for (const value of start) step = Math.max(step, 0.1 * Math.abs(value));
    for (const [corner, point] of this.#corners.entries()) {
      if (corner > 0) point[corner - 1]! += step === 0 ? 0.1 : step;
      this.#values[corner] = this.#evaluate(point);
    }
    this.#flat = tolerance * (Math.abs(this.#values[0]!) + tolerance);
    this.#rank();
  }

  best(): Float64Array {
    return this.#corners[this.#low]!;
  }

  /** Replaces the highest corner by a better point, or draws all towards the lowest; false when nothing is left to do. */
  step(): boolean {
    const low = this.#values[this.#low]!;
    const high = this.#values[this.#high]!;
    if (high <= low + this.#flat) return false;
    const centre = this.#centre();
    const reflected = this.#from(centre, this.#corners[this.#high]!, -1);
    const atReflected = this.#evaluate(reflected);
    if (atReflected < low) {
      const expanded = this.#from(centre, reflected, 2);
      const atExpanded = this.#evaluate(expanded);
      if (atExpanded < atReflected) this.#replace(expanded, atExpanded);
      else this.#replace(reflected, atReflected);
    } else {
      if (atReflected < high) this.#replace(reflected, atReflected);
      const contracted = this.#from(centre, this.#corners[this.#high]!, 0.5);
      const atContracted = this.#evaluate(contracted);
      if (atContracted < this.#values[this.#high]!) this.#replace(contracted, atContracted);
      else if (atReflected >= high && !this.#shrink()) return false;
    }
    this.#rank();
    return true;
  }

  /** Mean of all corners but the highest. */
  #centre(): Float64Array {
    const high = this.#corners[this.#high]!;
    return high.map((value, axis) => {
      let total = -value;
      for (const point of this.#corners) total += point[axis]!;
      return total / high.length;
    });
  }

  /** `share` of the way from the centre to a point. */
  #from(centre: Float64Array, point: Float64Array, share: number): Float64Array {
    return centre.map((value, axis) => share * point[axis]! + (1 - share) * value);
  }

  /** Halves the distances to the lowest corner; false when rounding keeps them from getting smaller. */
  #shrink(): boolean {
    const low = this.#corners[this.#low]!;
    let size = 0;
    for (const [corner, point] of this.#corners.entries()) {
      if (corner === this.#low) continue;
      for (let axis = 0; axis < point.length; axis += 1) {
        point[axis] = 0.5 * (point[axis]! - low[axis]!) + low[axis]!;
        size += Math.abs(point[axis]! - low[axis]!);
      }
      this.#values[corner] = this.#evaluate(point);
    }
    const smaller = size < this.#size;
    this.#size = size;
    return smaller;
  }

  #replace(point: Float64Array, value: number): void {
    this.#corners[this.#high] = point;
    this.#values[this.#high] = value;
  }

  #rank(): void {
    this.#high = this.#low;
    for (const [corner, value] of this.#values.entries()) {
      if (value > this.#values[this.#high]!) this.#high = corner;
      if (value < this.#values[this.#low]!) this.#low = corner;
    }
  }

  #evaluate(point: Float64Array): number {
    this.evaluations += 1;
    const value = this.#objective(point);
    return Number.isFinite(value) ? value : forbidden;
  }
}
