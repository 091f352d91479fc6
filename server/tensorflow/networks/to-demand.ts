import type { WindowBatch } from '#core/models/neural';

/** `demand[(row * outputs + output) * horizon + h]`, never negative. */
export function toDemand(
  outputs: readonly Float32Array[],
  { rows, horizon, levels }: WindowBatch,
): Float64Array {
  const demand = new Float64Array(rows * outputs.length * horizon);
  for (let row = 0; row < rows; row += 1) {
    for (const [at, values] of outputs.entries()) {
      for (let lead = 0; lead < horizon; lead += 1) {
        demand[(row * outputs.length + at) * horizon + lead] =
          Math.max(0, values[row * horizon + lead]!) * levels[row]!;
      }
    }
  }
  return demand;
}
