import { ForecastError } from '#core/errors';
import { expect, test } from 'vitest';

import { memoryTerminal } from '../testing/memory-streams.ts';
import { ReaderGone } from '../terminal/index.ts';
import type { Invocation } from './invocation.ts';
import { StopRequested } from './lifetime.ts';
import { runCommandLine } from './run-command-line.ts';
import { Unavailable } from './unavailable.ts';

async function run(
  work: (invocation: Invocation) => Promise<void>,
  { args = ['test'], env = {}, signal = new AbortController().signal } = {},
) {
  const { terminal, diagnostics } = memoryTerminal();
  const code = await runCommandLine({
    args,
    env,
    terminal,
    signal,
    run: (_args, invocation) => work(invocation),
  });
  return { code, diagnostics: diagnostics() };
}

const fail = (error: Error) => () => Promise.reject(error);
const notFound = new ForecastError('DATASET_NOT_FOUND', 'There is no dataset "x".', { slug: 'x' });

test('a command that ends without an error ends with 0, or with the code that it asked for', async () => {
  expect(await run(() => Promise.resolve())).toEqual({ code: 0, diagnostics: '' });
  const asked = await run((invocation) => {
    invocation.endWith(1);
    return Promise.resolve();
  });
  expect(asked.code).toBe(1);
});

test('an expected failure is one sentence, without a stack', async () => {
  expect(await run(fail(notFound))).toEqual({
    code: 2,
    diagnostics: 'forecastle test: There is no dataset "x".\n',
  });
});

test('with --json a failure is a line of JSON with its code and details', async () => {
  const { diagnostics } = await run(fail(notFound), { args: ['test', '--json'] });
  expect(JSON.parse(diagnostics)).toEqual({
    error: {
      code: 'DATASET_NOT_FOUND',
      message: 'There is no dataset "x".',
      details: { slug: 'x' },
    },
  });
  const unknown = await run(fail(new TypeError('bug')), { args: ['test', '--json'] });
  expect(JSON.parse(unknown.diagnostics)).toEqual({ error: { code: 'INTERNAL', message: 'bug' } });
  const unavailable = await run(fail(new Unavailable('no answer', null)), {
    args: ['test', '--json'],
  });
  expect(JSON.parse(unavailable.diagnostics)).toMatchObject({ error: { code: 'UNAVAILABLE' } });
});

test('an unexpected failure says how to see more, and LOG_LEVEL=debug shows it', async () => {
  const bug = new TypeError('bug', { cause: new Error('deeper') });
  const plain = await run(fail(bug));
  expect(plain).toMatchObject({ code: 1 });
  expect(plain.diagnostics).toContain('LOG_LEVEL=debug');
  expect(plain.diagnostics).not.toContain('run-command-line.test');
  const debug = await run(fail(bug), { env: { LOG_LEVEL: 'debug' } });
  expect(debug.diagnostics).toContain('run-command-line.test');
  expect(debug.diagnostics).toContain('caused by Error: deeper');
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('work that %s cuts short ends with %d and no complaint', async (name, code) => {
  const signal = AbortSignal.abort(new StopRequested(name));
  const result = await run((invocation) => Promise.reject(invocation.signal.reason as Error), {
    signal,
  });
  expect(result).toEqual({
    code,
    diagnostics: `Stopped by ${name}; nothing was left half done.\n`,
  });
});

test('a reader that has left is no failure', async () => {
  expect(await run(fail(new ReaderGone('gone')))).toEqual({ code: 0, diagnostics: '' });
});

test('commands warn only, unless LOG_LEVEL says otherwise', async () => {
  const log = (invocation: Invocation) => {
    invocation.logger().info({}, 'detail');
    invocation.logger().warn({}, 'warning');
    return Promise.resolve();
  };
  expect((await run(log)).diagnostics.match(/"msg":"\w+"/g)).toEqual(['"msg":"warning"']);
  const all = await run(log, { env: { LOG_LEVEL: 'info' } });
  expect(all.diagnostics.match(/"msg":"\w+"/g)).toHaveLength(2);
});

test('a broken environment is named with every problem', async () => {
  const { code, diagnostics } = await run(
    (invocation) => {
      invocation.config();
      return Promise.resolve();
    },
    { env: { PORT: 'many', DATABASE_URL: 'mysql://x' } },
  );
  expect(code).toBe(2);
  expect(diagnostics).toMatch(/PORT/);
  expect(diagnostics).toMatch(/DATABASE_URL/);
});
