import { ForecastError } from '#core/errors';
import { expect, test } from 'vitest';

import { describeError, errorType } from './describe-error.ts';

test('an error is described with its code and its causes, without credentials', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED postgres://me:pw@db'), {
    code: 'ECONNREFUSED',
  });
  const error = new ForecastError(
    'DATABASE_UNAVAILABLE',
    'The database does not answer.',
    { operation: 'ping' },
    refused,
  );
  expect(describeError(error)).toMatchObject({
    type: 'ForecastError',
    code: 'DATABASE_UNAVAILABLE',
    message: 'The database does not answer.',
    cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED postgres://[redacted]@db' },
  });
  expect(JSON.stringify(describeError(error))).not.toContain('me:pw');
});

test('anything that can be thrown is described', () => {
  expect(describeError('plain text')).toEqual({ type: 'string', message: 'plain text' });
  expect(describeError(null)).toEqual({ type: 'object', message: 'null' });
  const copy = { message: 'postgres://me:pw@db is lost', queue: 'jobs-train' };
  expect(describeError(copy)).toEqual({
    type: 'object',
    message: 'postgres://[redacted]@db is lost',
  });
});

test('a chain of causes that closes on itself ends', () => {
  const error = new Error('loop');
  error.cause = error;
  expect(JSON.stringify(describeError(error)).length).toBeLessThan(20_000);
});

test('the type of an error is its domain code, its system code or its class', () => {
  expect(errorType(new ForecastError('INVALID_CURSOR', 'bad', { cursor: 'x' }))).toBe(
    'INVALID_CURSOR',
  );
  expect(errorType(Object.assign(new Error('no'), { code: '57014' }))).toBe('57014');
  expect(errorType(new TypeError('no'))).toBe('TypeError');
  expect(errorType(7)).toBe('number');
});
