import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { globalId, type NodeReference, parseGlobalId, parseItemId } from './global-id.ts';

const slug = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
const reference: fc.Arbitrary<NodeReference> = fc.oneof(
  fc.record({
    kind: fc.constant('Item' as const),
    dataset: slug,
    key: fc.string({ minLength: 1, unit: 'grapheme' }),
  }),
  fc.record({ kind: fc.constant('Dataset' as const), slug }),
  fc.record({
    kind: fc.constant('Ingestion' as const),
    dataset: slug,
    sequence: fc.integer({ min: 1, max: 999_999_999 }),
  }),
  fc.record({ kind: fc.constant('Model' as const), name: slug }),
  fc.record({ kind: fc.constant('ModelVersion' as const), model: slug, version: slug }),
);

describe('a global id', () => {
  test('names what it was made of', () => {
    fc.assert(
      fc.property(reference, (value) => {
        expect(parseGlobalId(globalId(value))).toEqual(value);
      }),
    );
  });

  test('is base64url of its parts', () => {
    expect(globalId({ kind: 'Item', dataset: 'm5', key: 'FOODS_3_090:CA_1' })).toBe(
      Buffer.from('Item:m5:FOODS_3_090:CA_1').toString('base64url'),
    );
  });

  test.each([
    '',
    'x',
    '!!!',
    'Item:m5:A',
    Buffer.from('Metal:m5').toString('base64url'),
    Buffer.from('ModelVersion:net').toString('base64url'),
    Buffer.from('Model:net:1').toString('base64url'),
    Buffer.from('Item:m5').toString('base64url'),
    Buffer.from('Item:m5:').toString('base64url'),
    Buffer.from('Dataset:a:b').toString('base64url'),
    Buffer.from('Ingestion:m5:0').toString('base64url'),
    Buffer.from('Ingestion:m5:1e3').toString('base64url'),
    `${globalId({ kind: 'Dataset', slug: 'm5' })}=`,
  ])('is refused when malformed: %s', (id) => {
    expect(() => parseGlobalId(id)).toThrow(expect.objectContaining({ code: 'INVALID_ID' }));
  });

  test('of something else is not the id of an item', () => {
    expect(() => parseItemId(globalId({ kind: 'Dataset', slug: 'm5' }))).toThrow(
      'is not the id of an item',
    );
  });
});
