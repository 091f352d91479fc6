import { expect, test } from 'vitest';

import { recordSpans } from '../testing/telemetry.ts';
import { openTelemetryTracer } from './open-telemetry-tracer.ts';
import { pinoLogger, silentLogger } from './pino-logger.ts';

function capture(level: 'debug' | 'info' | 'silent') {
  const lines: string[] = [];
  const logger = pinoLogger({ level, destination: { write: (line) => lines.push(line) } });
  const entries = () => lines.map((line): unknown => JSON.parse(line));
  return { logger, lines, entries };
}

test('a line is JSON with time, level, service, version, fields and message', () => {
  const { logger, entries } = capture('info');
  logger.info({ request_id: 'r1', latency_ms: 4.5, degraded: false }, 'forecast answered');
  expect(entries()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      service: 'forecastle',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      request_id: 'r1',
      latency_ms: 4.5,
      degraded: false,
      msg: 'forecast answered',
    },
  ]);
});

test('line breaks and terminal colours in values cannot forge a line', () => {
  const { logger, lines } = capture('info');
  logger.warn({ item: 'a\n{"level":"fatal"}\u001b[31m' }, 'odd\r\nmessage');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}/u);
});

test('lines below the level are not written', () => {
  const { logger, lines } = capture('info');
  logger.debug({}, 'detail');
  expect(lines).toHaveLength(0);
  const silent = capture('silent');
  silent.logger.error({}, 'nobody hears');
  expect(silent.lines).toHaveLength(0);
});

test('an error is written with its message and stack, secrets masked', () => {
  const { logger, lines, entries } = capture('debug');
  logger.error({ password: 'hunter2' }, 'failed', new Error('postgres://me:pw@db refused'));
  logger.error({ operation: 'x' }, 'failed without a cause');
  expect(entries()).toMatchObject([
    {
      password: '[redacted]',
      error: { type: 'Error', message: 'postgres://[redacted]@db refused' },
    },
    { operation: 'x', msg: 'failed without a cause' },
  ]);
  expect(lines.join('')).not.toMatch(/hunter2|me:pw/);
});

test('inside a span a line carries the ids of the trace and the span, outside it carries none', async () => {
  await using recorder = await recordSpans();
  const { logger, entries } = capture('info');
  const tracer = openTelemetryTracer();
  await tracer.span('work', {}, () => {
    logger.info({}, 'inside');
    return Promise.resolve();
  });
  logger.info({}, 'outside');
  const [span] = recorder.spans();
  expect(entries()).toMatchObject([{ trace_id: span?.traceId, span_id: span?.spanId }, {}]);
  expect(entries()[1]).not.toHaveProperty('trace_id');
});

test('the silent logger takes everything', () => {
  silentLogger.debug({}, 'a');
  silentLogger.info({}, 'b');
  silentLogger.warn({}, 'c');
  silentLogger.error({}, 'd', new Error('e'));
  expect(silentLogger).toBeDefined();
});
