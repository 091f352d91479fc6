import fc from 'fast-check';
import { expect, test } from 'vitest';

import { redactFields, redactText } from './redact.ts';

test('the credentials of every URL in a text are hidden and the rest stays', () => {
  expect(redactText('cannot reach postgres://me:pw@db:5432/x nor redis://u@cache')).toBe(
    'cannot reach postgres://[redacted]@db:5432/x nor redis://[redacted]@cache',
  );
});

test('an e-mail address and a URL without credentials are left alone', () => {
  const text = 'mail a@b.example about https://example.org/path?at=@';
  expect(redactText(text)).toBe(text);
});

test('fields whose name speaks of a secret are masked, whatever they hold', () => {
  expect(
    redactFields({
      authorization: 'Bearer abc',
      database_password: 'pw',
      DATABASE_URL: 'postgres://x',
      api_key: 7,
      'set-cookie': ['a', 'b'],
      item_count: 3,
      degraded: false,
      urls: ['postgres://me:pw@db/x'],
    }),
  ).toEqual({
    authorization: '[redacted]',
    database_password: '[redacted]',
    DATABASE_URL: '[redacted]',
    api_key: '[redacted]',
    'set-cookie': '[redacted]',
    item_count: 3,
    degraded: false,
    urls: ['postgres://[redacted]@db/x'],
  });
});

test('no password of a URL survives', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9]{8,20}$/);
  fc.assert(
    fc.property(word, fc.string(), (password, around) => {
      expect(redactText(`${around} postgres://user:${password}@host`)).not.toContain(
        `:${password}@`,
      );
    }),
  );
});
