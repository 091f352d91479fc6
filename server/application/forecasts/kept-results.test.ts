import { describe, expect, it } from 'vitest';

import { KeptResults } from './kept-results.ts';

function counting(most: number) {
  const computed: string[] = [];
  const kept = new KeptResults<string>(most, ({ length }) => length);
  const ask = (key: string) =>
    kept.get(key, () => {
      computed.push(key);
      return Promise.resolve(key);
    });
  return { kept, computed, ask };
}

describe('KeptResults', () => {
  it('computes once, also for those who ask while it is under way', async () => {
    const { computed, ask } = counting(10);
    expect(await Promise.all([ask('one'), ask('one')])).toEqual(['one', 'one']);
    expect(await ask('one')).toBe('one');
    expect(computed).toEqual(['one']);
  });

  it('lets the least recently asked for go when there is too much', async () => {
    const { kept, ask } = counting(6);
    for (const key of ['one', 'two', 'one', 'six']) await ask(key);
    expect(['one', 'two', 'six'].map((key) => kept.has(key))).toEqual([true, false, true]);
  });

  it('keeps the newest, however large', async () => {
    const { kept, ask } = counting(2);
    for (const key of ['one', 'eleven']) await ask(key);
    expect([kept.has('one'), kept.has('eleven')]).toEqual([false, true]);
  });

  it('forgets what failed', async () => {
    const { kept, ask } = counting(10);
    await expect(kept.get('one', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(kept.has('one')).toBe(false);
    expect(await ask('one')).toBe('one');
  });
});
