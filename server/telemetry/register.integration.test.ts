import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { expect, inject, test } from 'vitest';

import type {} from '../testing/postgres-global-setup.ts';
import { collectTelemetry } from '../testing/telemetry-collector.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const callersTrace = '0af7651916cd43dd8448eb211c80319c';

/** One request to an HTTP server that works under a span, logs a line and asks Postgres; ES imports throughout. */
const program = `
import http from 'node:http';
import pg from 'pg';
import { openTelemetryTracer, pinoLogger, stopTelemetry } from './server/telemetry/index.ts';
const tracer = openTelemetryTracer();
const logger = pinoLogger({ level: 'info' });
const pool = new pg.Pool({ connectionString: process.env.URL_OF_POSTGRES });
const server = http.createServer((request, response) => {
  void tracer.span('series.read', { 'forecast.items': 2 }, async () => {
    await pool.query('select 1 as one');
    logger.info({ item_count: 2 }, 'answered');
    response.end(tracer.traceId());
  });
});
server.listen(0, '127.0.0.1', async () => {
  const url = 'http://127.0.0.1:' + server.address().port + '/?query=%7Bsecret%7D';
  const headers = { traceparent: '00-${callersTrace}-b7ad6b7169203331-01' };
  await (await fetch(url, { headers })).text();
  server.close();
  server.closeAllConnections();
  await pool.end();
  await stopTelemetry();
});
`;

async function runProgram(env: Readonly<Record<string, string>>) {
  const child = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--disable-warning=ExperimentalWarning',
      '--import',
      './server/telemetry/register.ts',
      '--input-type=module',
      '--eval',
      program,
    ],
    { cwd: root, env: { ...process.env, ...env, URL_OF_POSTGRES: inject('postgres').url } },
  );
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('exit', resolve)),
  ]);
  return { stdout, stderr, exitCode };
}

test('a process that registers telemetry exports one trace from the HTTP request down to the SQL', async () => {
  await using collector = await collectTelemetry();
  const { stdout, stderr, exitCode } = await runProgram(collector.env);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);

  const trace = collector.spans.filter(({ traceId }) => traceId === callersTrace);
  const named = (name: RegExp) => trace.find((span) => name.test(span.name));
  const served = trace.find(
    ({ name, parentSpanId }) => name === 'GET' && parentSpanId === 'b7ad6b7169203331',
  );
  const work = named(/^series\.read$/);
  const sql = named(/^pg\.query/);
  expect(served).toBeDefined();
  expect(work).toMatchObject({ parentSpanId: served?.spanId, attributes: { 'forecast.items': 2 } });
  expect(sql).toMatchObject({
    parentSpanId: work?.spanId,
    scope: '@opentelemetry/instrumentation-pg',
  });
  expect(served?.resource).toMatchObject({
    'service.name': 'forecastle',
    'service.version': expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
  });
  expect(JSON.stringify(collector.spans)).not.toContain('secret');

  expect(JSON.parse(stdout)).toMatchObject({
    msg: 'answered',
    item_count: 2,
    trace_id: callersTrace,
    span_id: work?.spanId,
  });
});

test('without an exporter nothing is sent, and log lines still carry the caller’s trace', async () => {
  const { stdout, stderr, exitCode } = await runProgram({});
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ trace_id: callersTrace });
});

test('a collector that does not answer is a warning and not a failure', async () => {
  const { stderr, exitCode } = await runProgram({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_TIMEOUT: '500',
  });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stderr.split('\n')[0] ?? '')).toMatchObject({
    level: 'warn',
    component: 'opentelemetry',
  });
});
