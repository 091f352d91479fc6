import { invariant } from '../../errors/index.ts';
import type { DenseStack, MlpSettings } from './mlp-settings.ts';
import type { DenseLayout } from './n-beats-layout.ts';
import { heLimit, type ParameterSpec } from './parameters.ts';

/** The arrays that a direct dense network trains; numbers are their places in `parameters`. */
export interface MlpLayout {
  readonly parameters: readonly ParameterSpec[];
  readonly context: readonly DenseLayout[];
  /** First layer of the decoder: a product with the context, one with what is known of the period, and a bias. */
  readonly first: { readonly context: number; readonly period: number; readonly bias: number };
  readonly decoder: readonly DenseLayout[];
  readonly head: DenseLayout;
  /** From what is known of the period straight to the outputs. */
  readonly shortcut: number;
}

/** What is known of a period, and one channel per lead time that is 1 in its own period. */
export function periodChannels({ covariates, horizon }: MlpSettings): number {
  return covariates.known + horizon;
}

/** Lists the arrays in the order in which the network runs through them. */
export function mlpLayout(settings: MlpSettings): MlpLayout {
  const { inputSize, covariates, context, decoder, outputs } = settings;
  invariant(context.layers > 0 && decoder.layers > 0, 'a network has at least one layer each');
  const parameters: ParameterSpec[] = [];
  const add = (name: string, shape: readonly number[], limit: number): number =>
    parameters.push({ name, shape, limit }) - 1;
  const dense = (name: string, inputs: number, width: number): DenseLayout => ({
    kernel: add(`${name}/kernel`, [inputs, width], heLimit(inputs)),
    bias: add(`${name}/bias`, [width], 0),
  });
  const stack = (name: string, inputs: number, { layers, width }: DenseStack): DenseLayout[] =>
    Array.from({ length: layers }, (_, layer) =>
      dense(`${name}/dense-${layer}`, layer === 0 ? inputs : width, width),
    );
  const channels = periodChannels(settings);
  // One channel per lead time is 1, all others 0.
  const limit = heLimit(context.width + covariates.known + 1);
  return {
    parameters,
    context: stack('context', inputSize + covariates.constant, context),
    first: {
      context: add('decoder/context', [context.width, decoder.width], limit),
      period: add('decoder/period', [channels, decoder.width], limit),
      bias: add('decoder/bias', [decoder.width], 0),
    },
    decoder: stack('decoder', decoder.width, { ...decoder, layers: decoder.layers - 1 }),
    head: {
      // Small at first: the network begins near the level alone.
      kernel: add('head/kernel', [decoder.width, outputs], heLimit(6 * decoder.width)),
      bias: add('head/bias', [outputs], 0),
    },
    shortcut: add('head/shortcut', [channels, outputs], 0),
  };
}
