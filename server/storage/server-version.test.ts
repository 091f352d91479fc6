import { expect, test } from 'vitest';

import { assertSupportedVersion } from './server-version.ts';

test('takes PostgreSQL 14 and newer', () => {
  assertSupportedVersion(140_000);
  assertSupportedVersion(180_004);
});

test('refuses older servers and names both versions', () => {
  expect(() => {
    assertSupportedVersion(130_014);
  }).toThrow(
    expect.objectContaining({
      code: 'DATABASE_UNSUPPORTED',
      details: { found: '13', required: '>= 14' },
    }),
  );
});
