import type { Frequency } from '#core/calendar';
import { createFeatureSpec, defaultFeatureSpec, type FeatureSpec } from '#core/features';

import { parseFeatureSpec } from '../network-inputs/index.ts';
import type { ModelSettings, TrainableModel } from './train-command.ts';

/** Attributes with about as many values as there are items: columns of their own would be most of a small network. */
const fineAttributes = ['item'];

/**
 * The spec of what networks of a model are told; null where that is demand alone. Its lookback is the longest of the networks.
 * @throws ForecastError INVALID_INPUT for a spec that is none.
 */
export function featureSpecFor(
  model: TrainableModel,
  frequency: Frequency,
  { features, lookbacks, horizon }: ModelSettings,
): FeatureSpec | null {
  const lookback = Math.max(...lookbacks) * horizon;
  const withLookback = (spec: FeatureSpec): FeatureSpec =>
    createFeatureSpec({ ...spec, lookback, inputSize: Math.max(spec.inputSize, lookback) });
  if (features !== undefined) {
    return features === null ? null : withLookback(parseFeatureSpec(features));
  }
  if (model === 'n-beats') return null;
  const spec = defaultFeatureSpec(frequency);
  const attributes = spec.attributes.filter((name) => !fineAttributes.includes(name));
  return withLookback({ ...spec, attributes });
}
