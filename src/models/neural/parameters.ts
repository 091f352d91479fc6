import type { Random } from '../../math/index.ts';

/** One trainable array of a network. */
export interface ParameterSpec {
  /** Unique within the network, for example `trend/0/dense/1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Values start uniform in ±`limit`; 0 starts them at zero. */
  readonly limit: number;
}

/** The arrays of a network in the order of its specifications. */
export type Weights = readonly Float32Array[];

/** The limit of K. He and others (ICCV 2015) for inputs of a rectifier: keeps the variance through `fanIn` inputs. */
export function heLimit(fanIn: number): number {
  return Math.sqrt(6 / fanIn);
}

/** Numbers in one array. */
export function sizeOf({ shape }: ParameterSpec): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Trainable numbers in all. */
export function parameterCount(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, spec) => sum + sizeOf(spec), 0);
}

/** The start of a training: each array from the stream of its own name, so that a new array does not move the others. */
export function initialWeights(specs: readonly ParameterSpec[], random: Random): Weights {
  return specs.map((spec) => {
    const stream = random.fork(spec.name);
    const values = new Float32Array(sizeOf(spec));
    if (spec.limit === 0) return values;
    return values.map(() => (2 * stream.uniform() - 1) * spec.limit);
  });
}
