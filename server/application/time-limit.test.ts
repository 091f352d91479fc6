import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { timeLimit } from './time-limit.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('timeLimit', () => {
  it('aborts when the time is over, and says how long it was', () => {
    const { signal } = timeLimit(2.5);
    vi.advanceTimersByTime(2499);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal.reason).toEqual(new Error('took longer than 2.5 s'));
  });

  it('leaves no timer behind where it is lifted before', () => {
    const limit = timeLimit(2.5);
    limit.lift();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(10_000);
    expect(limit.signal.aborted).toBe(false);
  });
});
