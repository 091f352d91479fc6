import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { getPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { ThreadPool } from './thread-pool.ts';

const poolWith = (change: object = {}) =>
  new ThreadPool<{ number: Int32Array; hold: boolean }, number>({
    module: new URL('../testing/counting-worker.ts', import.meta.url),
    ...{ name: 'count', threads: 2 },
    ...change,
  });

const run = promisify(execFile);
const zero = () => new Int32Array(new SharedArrayBuffer(4));

describe('ThreadPool', { timeout: 120_000 }, () => {
  it('answers every task', async () => {
    await using pool = poolWith();
    const number = zero();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => pool.run({ number, hold: false })),
    );
    expect(answers.toSorted((a, b) => a - b)).toEqual([...Array(20).keys()]);
    expect(pool.load).toMatchObject({ waiting: 0, busy: 0 });
  });

  it.skipIf(!hasPriorities())('computes at a lower priority', async () => {
    await using pool = poolWith({ name: 'priority' });
    expect(await pool.run({ number: zero(), hold: false })).toBe(Math.min(19, getPriority() + 10));
  });

  it('keeps the process while a thread loads for a task', async () => {
    const script = new URL('../testing/lone-task.ts', import.meta.url);
    const { stdout } = await run(process.execPath, ['--conditions=source', fileURLToPath(script)]);
    expect(stdout).toBe('answered 41\n');
  });

  it('says why no thread loads, to all who wait', async () => {
    await using pool = poolWith({
      module: new URL('../testing/no-such-worker.ts', import.meta.url),
    });
    const tasks = [1, 2, 3].map(() => pool.run({ number: zero(), hold: false }));
    for (const settled of await Promise.allSettled(tasks)) {
      expect(settled).toMatchObject({ reason: { code: 'ERR_MODULE_NOT_FOUND' } });
    }
    await expect(pool.warm()).rejects.toMatchObject({ code: 'ERR_MODULE_NOT_FOUND' });
  });

  it('closes at any moment of the start of its threads, with tasks that were aborted', async () => {
    const number = zero();
    for (let wait = 0; wait < 400; wait += 25) {
      const pool = poolWith();
      const { signal, abort } = abortable();
      const tasks = [1, 2, 3].map(() => pool.run({ number, hold: false }, { signal }));
      const settled = Promise.allSettled(tasks);
      await pause(wait);
      abort();
      await pool[Symbol.asyncDispose]();
      await settled;
    }
  });

  it('starts a thread for those that wait when the only one is lost', async () => {
    await using pool = poolWith({ threads: 1 });
    const number = zero();
    const { signal, abort } = abortable();
    const held = pool.run({ number, hold: true }, { signal });
    await expect.poll(() => Atomics.load(number, 0), { timeout: 30_000 }).toBe(1);
    const waiting = pool.run({ number, hold: false });
    abort();
    await expect(held).rejects.toThrow('aborted');
    expect(await waiting).toBe(1);
  });

  it('keeps as many threads as it is told to', async () => {
    await using pool = poolWith({ kept: 2 });
    const started = () => pool.load.started;
    await expect.poll(started, { timeout: 30_000 }).toBe(2);
    const number = zero();
    const { signal, abort } = abortable();
    const held = pool.run({ number, hold: true }, { signal });
    await expect.poll(() => Atomics.load(number, 0), { timeout: 30_000 }).toBe(1);
    abort();
    await expect(held).rejects.toThrow('aborted');
    await expect.poll(started, { timeout: 30_000 }).toBe(2);
  });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: controller.abort.bind(controller) };
}

/** Where threads have priorities of their own, and Piscina's optional part is installed. */
function hasPriorities(): boolean {
  try {
    createRequire(import.meta.resolve('piscina')).resolve('@napi-rs/nice');
    return process.platform === 'linux';
  } catch {
    return false;
  }
}
