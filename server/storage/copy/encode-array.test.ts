import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeFloat64Array } from './decode-array.ts';
import { encodeFloat64Array } from './encode-array.ts';

describe('arrays in the binary form of PostgreSQL', () => {
  it('read back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 20 }), (numbers) => {
        const values = Float64Array.from(numbers);
        expect(decodeFloat64Array(encodeFloat64Array(values))).toEqual(values);
      }),
    );
  });
});
