import { loadConfig } from '../server/config/index.ts';
import { measureTensors, type Setup } from './tensors/measure-tensors.ts';

const setups: readonly Setup[] = ['stock', 'wasm', 'native'];

/** The process behind the bench: `run-tensors <setup>`; sends its figures to its parent. */
const setup = setups.find((name) => name === process.argv[2]);
if (setup === undefined) throw new Error(`Usage: run-tensors ${setups.join('|')}`);
process.send?.(await measureTensors(setup, loadConfig(process.env).nativeDirectory));
