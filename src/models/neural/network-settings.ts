import { mlpLayout } from './mlp-layout.ts';
import type { MlpSettings } from './mlp-settings.ts';
import { nBeatsLayout } from './n-beats-layout.ts';
import type { NBeatsSettings } from './n-beats-settings.ts';
import type { ParameterSpec } from './parameters.ts';

/** The shape of a network of any kind. */
export type NetworkSettings =
  ({ readonly kind: 'n-beats' } & NBeatsSettings) | ({ readonly kind: 'mlp' } & MlpSettings);

/** The arrays that a network trains, in its order. */
export function networkParameters(settings: NetworkSettings): readonly ParameterSpec[] {
  switch (settings.kind) {
    case 'n-beats':
      return nBeatsLayout(settings).parameters;
    case 'mlp':
      return mlpLayout(settings).parameters;
  }
}

/** Channels of each input that a network reads beside its demand. */
export function knownPastOf({ kind, covariates }: NetworkSettings): number {
  return kind === 'mlp' ? 0 : covariates.known;
}
