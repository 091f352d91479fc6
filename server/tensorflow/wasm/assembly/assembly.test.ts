import fc from 'fast-check';
import { expect, it } from 'vitest';

import { integer, loadFour, storeFour } from './instructions.ts';
import { moduleBytes } from './module-bytes.ts';

const pageBytes = 65_536;

/** Runs code without parameters on a memory of so many pages. */
function run(body: readonly number[], memory: WebAssembly.Memory): void {
  const bytes = moduleBytes([{ name: 'run', parameters: [], variables: [], body }]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
  (exports['run'] as () => void)();
}

it('code reaches every address, given as a number or as an offset', () => {
  const place = fc.integer({ min: 0, max: (40 * pageBytes) / 16 - 1 }).map((four) => four * 16);
  fc.assert(
    fc.property(place, place, (from, to) => {
      const memory = new WebAssembly.Memory({ initial: 40 });
      const floats = new Float32Array(memory.buffer);
      floats.set([1, 2, 3, 4], from / 4);
      run(storeFour(integer(0), to, loadFour(integer(from), 0)), memory);
      expect([...floats.subarray(to / 4, to / 4 + 4)]).toEqual([1, 2, 3, 4]);
    }),
  );
});
