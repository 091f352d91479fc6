import {
  broadcast_util,
  type GradConfig,
  type NamedAttrMap,
  reshape,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';

type NamedGradients = ReturnType<GradConfig['gradFunc']>;

/** What a rule knows: the gradient that arrives, what was saved on the way forward, and the operation's settings. */
export interface Step {
  readonly dy: Tensor;
  readonly saved: readonly Tensor[];
  readonly attributes: NamedAttrMap;
}

/** An operation with one input `x` and one output; `keeps` says which of the two its rule needs. */
export function unaryGradient(
  kernelName: string,
  keeps: 'input' | 'output' | 'nothing',
  rule: (dy: Tensor, kept: Tensor, attributes: NamedAttrMap) => Tensor,
): GradConfig {
  return {
    kernelName,
    ...(keeps === 'input' ? { inputsToSave: ['x'] } : {}),
    ...(keeps === 'output' ? { outputsToSave: [true] } : {}),
    gradFunc: (dy, saved, attributes) => ({
      x: () => rule(single(dy), saved[0] ?? single(dy), attributes),
    }),
  };
}

/** An operation of `a` and `b` that spreads the smaller over the larger: each rule gives a gradient before that. */
export function binaryGradient(
  kernelName: string,
  rules: Record<'a' | 'b', (dy: Tensor, a: Tensor, b: Tensor) => Tensor>,
): GradConfig {
  return gradient(kernelName, { inputsToSave: ['a', 'b'] }, ({ dy, saved: [a, b] }) => ({
    a: () => sumTo(rules.a(dy, a!, b!), a!.shape),
    b: () => sumTo(rules.b(dy, a!, b!), b!.shape),
  }));
}

/** Any operation with one output. */
export function gradient(
  kernelName: string,
  saves: Pick<GradConfig, 'inputsToSave' | 'outputsToSave' | 'saveAllInputs'>,
  rule: (step: Step) => NamedGradients,
): GradConfig {
  return {
    kernelName,
    ...saves,
    gradFunc: (dy, saved, attributes) => rule({ dy: single(dy), saved, attributes }),
  };
}

/** Undoes broadcasting: sums over the axes along which an input of `shape` was repeated. */
export function sumTo(dy: Tensor, shape: readonly number[]): Tensor {
  const axes = broadcast_util.getReductionAxes([...shape], dy.shape);
  return reshape(axes.length === 0 ? dy : sum(dy, axes), [...shape]);
}

/** The gradient of an operation's only output. */
export function single(dy: Tensor | readonly Tensor[]): Tensor {
  if (!('shape' in dy)) throw new TypeError(`Expected one gradient, found ${dy.length}.`);
  return dy;
}
