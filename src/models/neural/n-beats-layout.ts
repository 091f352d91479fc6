import { invariant } from '../../errors/index.ts';
import { type Basis, seasonalBasis, trendBasis } from './basis.ts';
import type { NBeatsSettings, StackBasis, StackSettings } from './n-beats-settings.ts';
import { heLimit, type ParameterSpec } from './parameters.ts';

/** Positions of a dense layer's arrays in the network's parameters. */
export interface DenseLayout {
  readonly kernel: number;
  readonly bias: number;
}

/** One block: dense layers, then coefficients of its forecast and, but for the last block, of its backcast. */
export interface BlockLayout {
  readonly layers: readonly DenseLayout[];
  readonly forecast: number;
  /** Null in the last block: nobody reads what it would leave over. */
  readonly backcast: number | null;
  readonly basis: StackBasis;
}

/** The blocks of a network and the arrays that they train. */
export interface NBeatsLayout {
  readonly parameters: readonly ParameterSpec[];
  readonly blocks: readonly BlockLayout[];
}

/** Numbers that each block's first layer reads: the demand left over, all covariates of the window, the constants. */
export function blockInputs({ inputSize, horizon, covariates }: NBeatsSettings): number {
  return inputSize + covariates.known * (inputSize + horizon) + covariates.constant;
}

/** The fixed functions of a basis, or null where coefficients are the forecast itself or meet covariates. */
export function fixedBasis(basis: StackBasis, settings: NBeatsSettings): Basis | null {
  switch (basis.kind) {
    case 'generic':
    case 'covariates':
      return null;
    case 'trend':
      return trendBasis(basis.degree, settings);
    case 'seasonal':
      return seasonalBasis(basis.periods, settings);
  }
}

/** Lists blocks and arrays in the order in which the network runs through them. */
export function nBeatsLayout(settings: NBeatsSettings): NBeatsLayout {
  const parameters: ParameterSpec[] = [];
  const blocks: BlockLayout[] = [];
  const total = settings.stacks.reduce((sum, stack) => sum + stack.blocks, 0);
  invariant(total > 0, 'a network has at least one block');
  for (const [index, stack] of settings.stacks.entries()) {
    for (let block = 0; block < stack.blocks; block += 1) {
      const name = `stack-${index}/block-${block}`;
      blocks.push(
        addBlock(name, stack, settings, { parameters, isLast: blocks.length === total - 1 }),
      );
    }
  }
  return { parameters, blocks };
}

function addBlock(
  name: string,
  { basis, layers, width }: StackSettings,
  settings: NBeatsSettings,
  into: { readonly parameters: ParameterSpec[]; readonly isLast: boolean },
): BlockLayout {
  const add = (part: string, shape: readonly number[], limit: number): number =>
    into.parameters.push({ name: `${name}/${part}`, shape, limit }) - 1;
  let fanIn = blockInputs(settings);
  const dense: DenseLayout[] = [];
  for (let layer = 0; layer < layers; layer += 1) {
    dense.push({
      kernel: add(`dense-${layer}/kernel`, [fanIn, width], heLimit(fanIn)),
      bias: add(`dense-${layer}/bias`, [width], 0),
    });
    fanIn = width;
  }
  const sizes = coefficientCounts(basis, settings);
  // Small at first: the network begins near the level alone, and each block adds little to what the others left.
  const limit = heLimit(6 * fanIn);
  const forecast = add('forecast', [fanIn, settings.outputs * sizes.forecast], limit);
  const backcast = into.isLast ? null : add('backcast', [fanIn, sizes.backcast], limit);
  return { layers: dense, forecast, backcast, basis };
}

function coefficientCounts(
  basis: StackBasis,
  settings: NBeatsSettings,
): { readonly forecast: number; readonly backcast: number } {
  if (basis.kind === 'generic') {
    return { forecast: settings.horizon, backcast: settings.inputSize };
  }
  const count =
    basis.kind === 'covariates'
      ? settings.covariates.known
      : (fixedBasis(basis, settings)?.count ?? 0);
  invariant(count > 0, `a ${basis.kind} stack needs at least one function`);
  return { forecast: count, backcast: count };
}
