import { ForecastError } from '#core/errors';
import { describe, expect, test } from 'vitest';

import { healthyProbes } from '../testing/test-service.ts';
import { readinessOf } from './readiness.ts';

describe('readiness', () => {
  test('is given where database, migrations and a baseline work', async () => {
    expect(await readinessOf(healthyProbes, false)).toMatchObject({ status: 'ready', reasons: [] });
  });

  test('names a database that does not answer, but not the text of unknown errors', async () => {
    const down = new ForecastError('DATABASE_UNAVAILABLE', 'The database did not answer (ping).', {
      operation: 'ping',
    });
    const refused = await readinessOf(
      {
        ...healthyProbes,
        database: () => Promise.reject(down),
        migrations: () => Promise.reject(new Error('postgres://user:secret@host')),
      },
      false,
    );
    expect(refused).toMatchObject({
      status: 'not-ready',
      reasons: ['The database did not answer (ping).', 'The migrations check failed.'],
      database: false,
      migrations: false,
    });
  });

  test('waits for migrations', async () => {
    const reasonsWith = async (pending: readonly string[], failed: readonly string[]) => {
      const probes = { ...healthyProbes, migrations: () => Promise.resolve({ pending, failed }) };
      return (await readinessOf(probes, false)).reasons;
    };
    expect(await reasonsWith(['0002_x'], [])).toEqual([
      'Migrations are pending: 0002_x. Run "forecastle migrate".',
    ]);
    expect(await reasonsWith([], ['0001_y'])).toEqual(['Migrations have failed: 0001_y.']);
  });

  test('is degraded by a broken model, and refused without any baseline', async () => {
    const problem = 'no artifact';
    const broken = {
      name: 'mlp',
      defaultOf: ['shop'],
      isBaseline: false,
      isUsable: false,
      problem,
    };
    const naive = { name: 'naive', defaultOf: [], isBaseline: true, isUsable: true, problem: null };
    const withModels = (models: readonly (typeof broken | typeof naive)[]) =>
      readinessOf({ ...healthyProbes, models: () => Promise.resolve(models) }, false);
    expect(await withModels([naive, broken])).toMatchObject({
      status: 'degraded',
      reasons: ['Model mlp is not usable: no artifact.'],
    });
    expect((await withModels([broken])).status).toBe('not-ready');
    const failing = { ...healthyProbes, models: () => Promise.reject(new Error('x')) };
    expect((await readinessOf(failing, false)).status).toBe('not-ready');
  });

  test('ends with the start of a stop', async () => {
    expect(await readinessOf(healthyProbes, true)).toMatchObject({
      status: 'not-ready',
      reasons: ['The process is stopping.'],
    });
  });
});
