import { moduleBytes } from './module-bytes.ts';
import { type MultiplyTiles, multiplyTiles } from './multiply-tiles.ts';
import { copyFours, type PackFours, turnFours } from './pack-fours.ts';

/** Loops over four floats at once, which JavaScript has no instructions for. All places are addresses in bytes. */
export interface MatrixLoops {
  readonly multiplyTiles: MultiplyTiles;
  readonly copyFours: PackFours;
  readonly turnFours: PackFours;
}

const bytes = moduleBytes([multiplyTiles(), copyFours(), turnFours()]);

/** Whether this machine has such instructions. */
export function canRunMatrixLoops(): boolean {
  return WebAssembly.validate(bytes);
}

/** The loops on a memory. */
export function matrixLoopsOn(memory: WebAssembly.Memory): MatrixLoops {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
  // The three functions above, by their names; their code says what they take.
  return exports as unknown as MatrixLoops;
}
