import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Repeating } from './repeating.ts';
import type { Logger } from './telemetry.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const nothing = () => undefined;
const logger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };

test('work is done at once, again after each pause, also where it fails, and not after the end', async () => {
  let times = 0;
  const work = () => {
    times += 1;
    return times === 2 ? Promise.reject(new Error('once')) : Promise.resolve();
  };
  const repeating = new Repeating({ name: 'test', pauseSeconds: 5, work }, logger);
  repeating.start();
  repeating.start();
  expect(times).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(times).toBe(3);
  await repeating[Symbol.asyncDispose]();
  repeating.start();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(times).toBe(3);
});

test('the end waits for what is under way, which hears of it', async () => {
  let ended = false;
  const work = async (signal: AbortSignal) => {
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve);
    });
    ended = true;
  };
  const repeating = new Repeating({ name: 'test', pauseSeconds: 5, work }, logger);
  repeating.start();
  await repeating[Symbol.asyncDispose]();
  expect(ended).toBe(true);
});
