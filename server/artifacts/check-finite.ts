import { setImmediate } from 'node:timers/promises';

import type { WeightTensor } from '../application/models/index.ts';
import { ArtifactFault } from './artifact-fault.ts';

/** Values that are looked at before other work gets its turn: about a millisecond. */
const valuesPerTurn = 1 << 20;

/**
 * Weights that are no numbers make forecasts that are none.
 * @throws ArtifactFault ARTIFACT_CORRUPT.
 */
export async function checkFinite(tensors: readonly WeightTensor[]): Promise<void> {
  let seen = 0;
  for (const { name, values } of tensors) {
    for (let from = 0; from < values.length; from += valuesPerTurn) {
      const part = values.subarray(from, from + valuesPerTurn);
      const place = firstNonFinite(part);
      if (place !== null) {
        throw new ArtifactFault(
          'ARTIFACT_CORRUPT',
          `Tensor ${name} holds ${part[place]!} at ${from + place}, but weights must be finite.`,
        );
      }
      seen += part.length;
      if (seen >= valuesPerTurn) {
        seen = 0;
        await setImmediate();
      }
    }
  }
}

/** Place of the first value that is not finite; null where all are. */
function firstNonFinite(values: Float32Array): number | null {
  for (let place = 0; place < values.length; place += 1) {
    if (!Number.isFinite(values[place]!)) return place;
  }
  return null;
}
