import { type Link, lossOutputs, type LossSettings, type WindowBatch } from '#core/models/neural';

import { greatestLogarithm, incrementOffset } from './head.ts';
import { softplus } from './softplus-table.ts';

/** How the numbers of a network are read. */
export interface HeadSettings {
  readonly loss: LossSettings;
  readonly link: Link;
}

/**
 * `headOutputs` for who needs no gradients, and demand with it, in one pass over the numbers instead of one per operation.
 * @param raw `[(output * rows + row) * horizon + h]`, as the network says it
 * @returns demand `[(row * outputs + output) * horizon + h]`, never negative
 */
export function readHead(
  raw: Float32Array,
  { loss, link }: HeadSettings,
  { rows, horizon, levels }: WindowBatch,
): Float64Array {
  const outputs = lossOutputs(loss);
  const demand = new Float64Array(raw.length);
  const below = new Float64Array(horizon);
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    const level = levels[row]!;
    for (let output = 0; output < outputs; output += 1) {
      const from = (output * rows + row) * horizon;
      for (let lead = 0; lead < horizon; lead += 1) {
        const said = raw[from + lead]!;
        const ordered = output === 0 ? said : below[lead]! + softplus(said - incrementOffset);
        below[lead] = ordered;
        const share = link === 'identity' ? Math.max(0, ordered + 1) : exponential(ordered);
        demand[at] = share * level;
        at += 1;
      }
    }
  }
  return demand;
}

function exponential(logarithm: number): number {
  return Math.exp(Math.min(greatestLogarithm, Math.max(-greatestLogarithm, logarithm)));
}
