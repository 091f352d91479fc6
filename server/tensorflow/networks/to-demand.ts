import type { WindowBatch } from '#core/models/neural';

/** From `shares[(output * rows + row) * horizon + h]` to `demand[(row * outputs + output) * horizon + h]`, never negative. */
export function toDemand(shares: Float32Array, batch: WindowBatch): Float64Array {
  const { rows, horizon, levels } = batch;
  const outputs = shares.length / (rows * horizon);
  const demand = new Float64Array(shares.length);
  for (let row = 0; row < rows; row += 1) {
    for (let output = 0; output < outputs; output += 1) {
      const from = (output * rows + row) * horizon;
      const to = (row * outputs + output) * horizon;
      for (let lead = 0; lead < horizon; lead += 1) {
        demand[to + lead] = Math.max(0, shares[from + lead]!) * levels[row]!;
      }
    }
  }
  return demand;
}
