import { isForecastError } from '#core/errors';
import { describe, expect, it } from 'vitest';

import { describeEnvironment, loadConfig } from './index.ts';

describe('loadConfig', () => {
  it('has a default for everything, so that an empty environment starts', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ databaseUrl: null, host: '127.0.0.1', port: 4000 });
    expect(config.modelName).toBe('ets-ana');
  });

  it('treats an empty variable as absent and ignores unknown ones', () => {
    expect(loadConfig({ DATABASE_URL: '', PORT: '', SHELL: '/bin/sh' })).toEqual(loadConfig({}));
  });

  it('reports every problem at once, by the name of the variable', () => {
    try {
      loadConfig({ PORT: 'http', MAX_HORIZON: '0', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' });
      expect.unreachable();
    } catch (error) {
      if (!isForecastError(error, 'CONFIG_INVALID')) throw error;
      const paths = error.details.issues.map(({ path }) => path);
      expect(paths).toEqual(
        expect.arrayContaining(['PORT', 'MAX_HORIZON', 'LOG_LEVEL', 'DATABASE_URL']),
      );
      expect(error.message).toContain('PORT');
    }
  });

  it('refuses a default horizon beyond the maximum', () => {
    expect(() => loadConfig({ DEFAULT_HORIZON: '90', MAX_HORIZON: '30' })).toThrow(
      /DEFAULT_HORIZON: must not exceed MAX_HORIZON/,
    );
  });

  const secret = `whsec_${Buffer.alloc(32).toString('base64')}`;

  it.each([
    [{ ALERT_WEBHOOK_URL: 'https://hook.example' }, /ALERT_WEBHOOK_SECRET: must be set/],
    [
      { ALERT_WEBHOOK_URL: 'http://hook.example', ALERT_WEBHOOK_SECRET: secret },
      /ALERT_WEBHOOK_ALLOW_HTTP=true/,
    ],
    [
      { ALERT_WEBHOOK_URL: 'https://a:b@hook.example', ALERT_WEBHOOK_SECRET: secret },
      /must not hold a user/,
    ],
    [{ ALERT_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' }, /must hold a key of 24 to 64 bytes/],
    [{ ALERT_WEBHOOK_SECRET: 'hunter2' }, /^(?!.*hunter2).*must be whsec_ and a key/s],
  ])('refuses webhooks that are unsigned or can be read by others', (env, message) => {
    expect(() => loadConfig(env)).toThrow(message);
  });

  it('never repeats the value of a database URL that it refuses', () => {
    expect(() => loadConfig({ DATABASE_URL: 'mysql://root:secret@host/x' })).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret') as string,
      }) as Error,
    );
  });

  it('cannot be changed once it is built', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });

  it('splits origins and reads flags', () => {
    const config = loadConfig({
      CORS_ORIGINS: 'https://a.example, https://b.example',
      INTROSPECTION: 'false',
    });
    expect(config.corsOrigins).toEqual(['https://a.example', 'https://b.example']);
    expect(config.introspection).toBe(false);
  });
});

describe('describeEnvironment', () => {
  it('documents every variable', () => {
    const variables = describeEnvironment();
    expect(variables.length).toBeGreaterThan(15);
    for (const { name, description } of variables) expect(description, name).not.toBe('');
    expect(variables).toContainEqual({
      name: 'PORT',
      default: '4000',
      description: 'port to listen on; 0 = any free one',
    });
  });
});
