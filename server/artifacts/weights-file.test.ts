import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalJson } from './canonical-json.ts';
import { decodeWeights, encodeWeights } from './weights-file.ts';

const shape = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });
const tensors = fc.uniqueArray(
  fc.tuple(fc.string({ minLength: 1, maxLength: 20 }), shape).chain(([name, axes]) => {
    const size = axes.reduce((product, axis) => product * axis, 1);
    return fc
      .float32Array({ minLength: size, maxLength: size, noNaN: true })
      .map((values) => ({ name, shape: axes, values }));
  }),
  { selector: ({ name }) => name, maxLength: 6 },
);

describe('a file of weights', () => {
  it('holds the tensors that it was made of, bit for bit', () => {
    fc.assert(
      fc.property(tensors, (given) => {
        const bytes = encodeWeights(given);
        expect(decodeWeights(bytes)).toEqual(given);
        expect(encodeWeights(given)).toEqual(bytes);
      }),
    );
  });

  it('that was cut short or lengthened anywhere is refused, never misread', () => {
    fc.assert(
      fc.property(tensors, fc.nat(), (given, seed) => {
        const bytes = encodeWeights(given);
        const cut = bytes.slice(0, seed % bytes.length);
        expect(() => decodeWeights(cut)).toThrow(/weights\.bin/);
        expect(() => decodeWeights(Uint8Array.from([...bytes, 0, 0, 0, 0]))).toThrow(/damaged/);
      }),
    );
  });

  it('with two tensors of one name, a gap or an overlap is refused', () => {
    const values = Float32Array.of(1, 2);
    const one = { name: 'a', shape: [2], values };
    expect(() => decodeWeights(encodeWeights([one, one]))).toThrow('one name');
    const text = Buffer.from(encodeWeights([one, { ...one, name: 'b' }])).toString('latin1');
    for (const offset of ['1', '3']) {
      const bytes = Buffer.from(text.replace('"offset":2', `"offset":${offset}`), 'latin1');
      expect(() => decodeWeights(new Uint8Array(bytes))).toThrow('does not fit');
    }
  });
});

describe('canonical JSON', () => {
  it('is one text per value, whatever the order of the members', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(canonicalJson({ b: [1, { d: null, c: 'ä' }], a: 1e21, '': undefined })).toBe(
      '{"a":1e+21,"b":[1,{"c":"ä","d":null}]}',
    );
  });

  it.each([Number.NaN, Infinity, undefined, () => 0, Symbol('x')])('refuses %s', (value) => {
    expect(() => canonicalJson([value])).toThrow('JSON cannot hold');
  });
});
