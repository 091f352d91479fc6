import { ForecastError } from '#core/errors';
import { expect, test } from 'vitest';

import { exitCodeOf } from './exit-codes.ts';
import { Unavailable } from './unavailable.ts';

test.each([
  [new ForecastError('DATASET_NOT_FOUND', 'no', { slug: 'x' }), 2],
  [new ForecastError('BAD_ROWS', 'no', { rows: [], count: 1 }), 2],
  [new ForecastError('DATABASE_UNAVAILABLE', 'no', { operation: 'ping' }), 3],
  [new ForecastError('MIGRATION_FAILED', 'no', { migrations: [], problem: 'x' }), 1],
  [new Unavailable('no', null), 3],
  [Object.assign(new Error('no'), { code: 'EADDRINUSE' }), 3],
  [Object.assign(new Error('no'), { code: 'ENOSPC' }), 1],
  [new TypeError('bug'), 1],
  ['text', 1],
])('%o ends with %d', (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});
