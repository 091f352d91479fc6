import { createServer } from 'node:net';

import { describe, expect, test } from 'vitest';

import { shopCatalog } from '../testing/catalog-fixture.ts';
import { heldForecasts } from '../testing/held-forecasts.ts';
import type { Metrics } from '../application/metrics.ts';
import { createTestApi, unmeasured } from '../testing/test-api.ts';
import { healthyProbes, recordingLogger, startTestService } from '../testing/test-service.ts';

const forecast = '{ forecast(input: { dataset: "shop", itemKeys: ["A"] }) { horizon traceId } }';

async function shopApi(
  ports: Parameters<typeof createTestApi>[0]['ports'] = {},
  logger = recordingLogger().logger,
) {
  const catalog = shopCatalog();
  return createTestApi({ catalog, series: catalog, ports, logger });
}

describe('a response', () => {
  test('carries the ids of its request and the version of the API', async () => {
    await using service = await startTestService(await shopApi());
    const { headers, extensions } = await service.post('{ apiVersion }');
    expect(headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-api-version')).toBe('0.0.0');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(extensions['traceId']).toBe(headers.get('x-trace-id'));
  });

  test('repeats the caller’s request id and trace, unless they are not sane', async () => {
    await using service = await startTestService(await shopApi());
    const ids = async (requestId: string, traceparent: string) => {
      const headers = { 'x-request-id': requestId, traceparent };
      const response = await fetch(`${service.url}/health`, { headers });
      return [response.headers.get('x-request-id'), response.headers.get('x-trace-id')];
    };
    const trace = '0af7651916cd43dd8448eb211c80319c';
    expect(await ids('order-42', `00-${trace}-b7ad6b7169203331-01`)).toEqual(['order-42', trace]);
    const replaced = await ids('<script>', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`);
    expect(replaced[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(replaced[1]).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  });

  test('allows the configured origins to read it, and no other', async () => {
    const settings = { corsOrigins: ['https://studio.apollographql.com'] };
    await using service = await startTestService(await shopApi(), { settings });
    const allowed = async (origin: string) => {
      const headers = { origin, 'access-control-request-method': 'POST' };
      const response = await fetch(`${service.url}/graphql`, { method: 'OPTIONS', headers });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await allowed('https://studio.apollographql.com')).toBe(
      'https://studio.apollographql.com',
    );
    expect(await allowed('https://elsewhere.example')).toBeNull();
  });
});

describe('the log', () => {
  test('has one line per request with what it did', async () => {
    const { logger, lines } = recordingLogger();
    await using service = await startTestService(await shopApi(), { logger });
    const { extensions, headers } = await service.post(
      'query Two { forecast(input: { dataset: "shop", itemKeys: ["A", "B"], horizon: 7 }) { horizon } }',
    );
    await service.stop();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'info',
      message: 'request',
      fields: {
        request_id: headers.get('x-request-id'),
        trace_id: extensions['traceId'],
        operation: 'Two',
        operation_type: 'query',
        outcome: 'ok',
        status: 200,
        item_count: 2,
        horizon: 7,
        model_version: 'ets-ana@0.0.0',
        degraded: false,
      },
    });
    expect(lines[0]?.fields['latency_ms']).toBeGreaterThan(0);
  });

  test('names an operation without a name by its fields, and adds up what its forecasts say', async () => {
    const { logger, lines } = recordingLogger();
    await using service = await startTestService(await shopApi(), { logger });
    const asked = (model: string) =>
      `forecast(input: { dataset: "shop", itemKeys: ["A"], horizon: 2, model: "${model}" }) { horizon }`;
    await service.post(`{ one: ${asked('naive')} other: ${asked('seasonal-naive')} apiVersion }`);
    await service.post(
      '{ forecast(input: { dataset: "shop", itemKeys: ["A", "NOBODY"] }) { horizon } }',
    );
    await service.stop();
    expect(lines.map(({ fields }) => fields)).toMatchObject([
      {
        operation: 'forecast,apiVersion',
        item_count: 2,
        model_version: 'naive@0.0.0,seasonal-naive@0.0.0',
      },
      { operation: 'forecast', item_count: 2, reason: 'ITEMS_NOT_FOUND', class: 'validation' },
    ]);
  });

  test('names the code and the class of a failure', async () => {
    const { logger, lines } = recordingLogger();
    await using service = await startTestService(await shopApi(), { logger });
    await service.post(
      '{ forecast(input: { dataset: "shop", itemKeys: ["A"], horizon: 0 }) { horizon } }',
    );
    await service.post(
      '{ forecast(input: { dataset: "shop", itemKeys: ["A"], horizon: 1000000000 }) { horizon } }',
    );
    await service.post('{ nonsense }');
    await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query": ',
    });
    await service.stop();
    expect(lines.map(({ fields }) => [fields['code'], fields['reason'], fields['class']])).toEqual([
      ['BAD_USER_INPUT', 'INVALID_INPUT', 'validation'],
      ['BAD_USER_INPUT', 'LIMIT_EXCEEDED', 'limit'],
      ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'validation'],
      ['BAD_REQUEST', 'MALFORMED_JSON', 'validation'],
    ]);
  });

  test('holds the cause of a masked failure, which the caller never sees', async () => {
    const { logger, lines } = recordingLogger();
    const secret = new Error('select * from item at /srv/app/storage.ts password=hunter2');
    const requestForecast = { execute: () => Promise.reject(secret) };
    await using service = await startTestService(await shopApi({ requestForecast }, logger), {
      logger,
    });
    const answer = await service.post(forecast);
    await service.stop();
    expect(JSON.stringify(answer)).not.toMatch(/select|srv|hunter2|stack/);
    expect(answer.errors[0]).toMatchObject({
      message: expect.stringContaining('report the trace id') as string,
      extensions: { code: 'INTERNAL_SERVER_ERROR', traceId: answer.extensions['traceId'] },
    });
    expect(lines.map(({ level, error }) => [level, error])).toEqual([
      ['error', secret],
      ['error', undefined],
    ]);
  });
});

describe('the metrics', () => {
  test('are at /metrics, also while the database does not answer', async () => {
    const probes = { ...healthyProbes, database: () => Promise.reject(new Error('down')) };
    const metricsPage = () => Promise.resolve('forecast_items_total 3\n');
    await using service = await startTestService(await shopApi(), { probes, metricsPage });
    const response = await fetch(`${service.url}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toBe('forecast_items_total 3\n');
  });

  test('have the duration of every request by route and status, with the family of its failure', async () => {
    const recorded: [string, object][] = [];
    const metrics: Metrics = {
      ...unmeasured,
      record: (name, _seconds, attributes) => {
        recorded.push([name, attributes]);
      },
    };
    await using service = await startTestService(await shopApi(), { metrics });
    await service.post('{ apiVersion }');
    await service.post('{ nonsense }');
    await fetch(`${service.url}/health`);
    await fetch(`${service.url}/no-such-place?secret=1`);
    await service.stop();
    const of = (method: string, route: string, status: number) => ({
      'http.request.method': method,
      'http.route': route,
      'http.response.status_code': status,
    });
    expect(recorded).toEqual([
      ['http.server.request.duration', of('POST', '/graphql', 200)],
      [
        'http.server.request.duration',
        { ...of('POST', '/graphql', 400), 'error.type': 'validation' },
      ],
      ['http.server.request.duration', of('GET', '/health', 200)],
      [
        'http.server.request.duration',
        { ...of('GET', 'unknown', 404), 'error.type': 'validation' },
      ],
    ]);
  });
});

describe('the deadline', () => {
  test('answers with REQUEST_TIMEOUT and aborts the work', async () => {
    const requestForecast = heldForecasts();
    const settings = { requestTimeoutSeconds: 0.05 };
    await using service = await startTestService(await shopApi({ requestForecast }), { settings });
    const { status, errors, extensions } = await service.post(forecast);
    expect(status).toBe(503);
    expect(errors[0]?.extensions).toEqual({
      code: 'UNAVAILABLE',
      reason: 'REQUEST_TIMEOUT',
      details: { timeoutMs: 50 },
      traceId: extensions['traceId'],
    });
    expect((await requestForecast.arrived).aborted).toBe(true);
    requestForecast.release();
    expect((await service.post('{ apiVersion }')).status).toBe(200);
  });

  test('also stops the work of a caller who goes away', async () => {
    const requestForecast = heldForecasts();
    const { logger, lines } = recordingLogger();
    const api = await shopApi({ requestForecast }, logger);
    await using service = await startTestService(api, { logger });
    const caller = new AbortController();
    const request = fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: forecast }),
      signal: caller.signal,
    });
    const signal = await requestForecast.arrived;
    const aborted = new Promise((resolve) => {
      signal.addEventListener('abort', resolve);
    });
    caller.abort();
    await expect(request).rejects.toThrow('abort');
    await aborted;
    requestForecast.release();
    await service.stop();
    expect(lines.map(({ level, fields }) => [level, fields['outcome']])).toEqual([
      ['info', 'cancelled'],
    ]);
  });
});

describe('a stop', () => {
  test('lets requests in flight finish, refuses new ones and is not ready', async () => {
    const requestForecast = heldForecasts();
    const service = await startTestService(await shopApi({ requestForecast }));
    const inFlight = service.post(forecast);
    await requestForecast.arrived;
    const stopped = service.stop();
    const ready = await fetch(`${service.url}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ reasons: ['The process is stopping.'] });
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
    const refused = await service.post('{ apiVersion }');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('connection')).toBe('close');
    expect(refused.errors[0]?.extensions).toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'SHUTTING_DOWN',
    });
    requestForecast.release();
    expect(await inFlight).toMatchObject({ status: 200, data: { forecast: { horizon: 1 } } });
    await stopped;
    await expect(fetch(`${service.url}/health`)).rejects.toThrow('fetch failed');
  });

  test('gives up on requests that outlast the grace, and says so', async () => {
    const requestForecast = heldForecasts();
    const settings = { shutdownGraceSeconds: 0 };
    const service = await startTestService(await shopApi({ requestForecast }), { settings });
    const inFlight = service.post(forecast);
    await requestForecast.arrived;
    await service.stop();
    expect(await inFlight).toMatchObject({
      status: 503,
      errors: [{ extensions: { reason: 'SHUTTING_DOWN' } }],
    });
    requestForecast.release();
  });

  test('twice is once', async () => {
    const service = await startTestService(await shopApi());
    await Promise.all([service.stop(), service.stop()]);
  });
});

test('a port that is taken is a typed error which names it', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(startTestService(await shopApi(), { settings: { port } })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining(`PORT ${port}`) as string,
  });
  other.close();
});
