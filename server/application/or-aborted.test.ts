import { getEventListeners } from 'node:events';

import { describe, expect, it } from 'vitest';

import { orAborted } from './or-aborted.ts';

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('orAborted', () => {
  it('is the result or the failure of the work, and leaves nothing on the signal', async () => {
    const { signal } = new AbortController();
    const work = orAborted(Promise.resolve(7), signal);
    expect(listenersOf(signal)).toBe(1);
    expect(await work).toBe(7);
    await expect(orAborted(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
    expect(listenersOf(signal)).toBe(0);
  });

  it('is the reason of the signal where that comes first', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    const control = new AbortController();
    const work = orAborted(promise, control.signal);
    control.abort(new Error('the caller has gone'));
    await expect(work).rejects.toThrow('the caller has gone');
    await expect(orAborted(promise, control.signal)).rejects.toThrow('the caller has gone');
    // Nobody waits for this any more, and nobody hears of it.
    reject(new Error('too late'));
    await Promise.resolve();
  });
});
