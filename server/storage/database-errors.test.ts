import { ForecastError } from '#core/errors';
import { describe, expect, test } from 'vitest';

import { translateDatabaseError } from './database-errors.ts';

const coded = (code: string, message = 'it says postgresql://me:sesame@host/db') =>
  Object.assign(new Error(message), { code });

describe('translateDatabaseError', () => {
  test.each([
    coded('ECONNREFUSED'),
    coded('57P01'),
    coded('57014'),
    coded('28P01'),
    coded('P1001'),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new AggregateError([coded('ECONNREFUSED')]),
    new Error('wrapped', { cause: coded('53300') }),
    Object.assign(new Error('Prisma'), {
      code: 'P2010',
      meta: {
        driverAdapterError: Object.assign(new Error('x'), { cause: { kind: 'ConnectionClosed' } }),
      },
    }),
  ])('calls the database unavailable, without the connection string, for %o', (error) => {
    const translated = translateDatabaseError(error, 'ping');
    expect(translated).toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      details: { operation: 'ping' },
      cause: error,
    });
    expect(String(translated)).not.toContain('sesame');
  });

  test('calls the input invalid where the database cannot hold it', () => {
    const error = Object.assign(new Error('Prisma'), {
      meta: { driverAdapterError: { cause: { originalCode: '22021' } } },
    });
    expect(translateDatabaseError(error, 'itemPage')).toMatchObject({
      code: 'INVALID_INPUT',
      details: { issues: [{ path: 'itemPage' }] },
    });
  });

  test('leaves everything else alone', () => {
    const known = new ForecastError('DATASET_NOT_FOUND', 'no', { slug: 'x' });
    const circular: Error = Object.assign(new Error('round'), { code: '23505' });
    circular.cause = circular;
    for (const error of [known, circular, 'text', null, undefined, coded('42P01')]) {
      expect(translateDatabaseError(error, 'x')).toBe(error);
    }
  });
});
