import { describe, expect, it } from 'vitest';

import { ForecastError, invariant, InvariantError, isForecastError } from './index.ts';

describe('ForecastError', () => {
  const cause = new Error('below');
  const error = new ForecastError(
    'INVALID_CURSOR',
    'Found a wrong cursor.',
    { cursor: 'x' },
    cause,
  );

  it('carries its code, its facts and its cause', () => {
    expect(error).toMatchObject({
      name: 'ForecastError',
      code: 'INVALID_CURSOR',
      details: { cursor: 'x' },
    });
    expect(error.cause).toBe(cause);
    expect(new ForecastError('INVALID_CURSOR', '', { cursor: 'x' })).not.toHaveProperty('cause');
  });

  it('is recognised, by its code where one is asked for', () => {
    expect(isForecastError(error)).toBe(true);
    expect(isForecastError(error, 'INVALID_CURSOR')).toBe(true);
    expect(isForecastError(error, 'INVALID_DATE')).toBe(false);
    expect(isForecastError(cause)).toBe(false);
    expect(isForecastError(undefined)).toBe(false);
  });
});

describe('invariant', () => {
  it('throws for what does not hold', () => {
    for (const broken of [false, null, undefined, 0]) {
      expect(() => {
        invariant(broken, 'it holds');
      }).toThrow(InvariantError);
    }
  });

  it('lets pass what holds, an empty text included', () => {
    for (const sound of [true, '', [], {}, 1]) {
      expect(() => {
        invariant(sound, 'it holds');
      }).not.toThrow();
    }
  });
});
