import { describe, expect, it } from 'vitest';

import { lruValues } from '../../cache/index.ts';
import { KeptResults } from './kept-results.ts';

interface Word {
  readonly text: string;
}

function counting(most: number) {
  const computed: string[] = [];
  const kept = new KeptResults(lruValues<Word>(most), ({ text }) => text.length);
  const ask = (text: string) =>
    kept.get(text, () => {
      computed.push(text);
      return Promise.resolve({ text });
    });
  return { kept, computed, ask };
}

describe('KeptResults', () => {
  it('computes once, also for those who ask while it is under way', async () => {
    const { kept, computed, ask } = counting(10);
    const asked = [ask('one'), ask('one')];
    expect(kept.has('one')).toBe(true);
    expect(await Promise.all(asked)).toEqual([{ text: 'one' }, { text: 'one' }]);
    expect(await ask('one')).toEqual({ text: 'one' });
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
    expect(await ask('one')).toEqual({ text: 'one' });
  });
});
