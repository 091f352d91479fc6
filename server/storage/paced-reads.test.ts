import { describe, expect, it } from 'vitest';

import { PacedReads } from './paced-reads.ts';

/** Answers in a later turn of the loop, and counts how many wait for it; every third read fails. */
class CountedReader {
  #reads = 0;
  now = 0;
  most = 0;

  async read(question: number): Promise<number> {
    this.#reads += 1;
    const fails = this.#reads % 3 === 0;
    this.now += 1;
    this.most = Math.max(this.most, this.now);
    await new Promise(setImmediate);
    this.now -= 1;
    if (fails) throw new Error('no answer');
    return question;
  }
}

describe('PacedReads', () => {
  it('reads three at a time over all readers, in order, whatever fails, and answers each', async () => {
    const counted = new CountedReader();
    const paced = new PacedReads(100);
    const ports = [
      { one: (question: number) => counted.read(question) },
      { other: (question: number) => counted.read(question) },
    ] as const;
    const [first, second] = [paced.of(ports[0]), paced.of(ports[1])];
    const answered: number[] = [];
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, async (_, at) => {
        const answer = await (at % 2 === 0 ? first.one(at) : second.other(at));
        answered.push(answer);
      }),
    );
    expect(counted).toMatchObject({ now: 0, most: 3 });
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(answered).toEqual(answered.toSorted((a, b) => a - b));
  });

  it('reads with the state of the reader that it wraps', async () => {
    const counted = new CountedReader();
    const reader = new PacedReads(100).of<Pick<CountedReader, 'read'>>(counted);
    expect(await reader.read(7)).toBe(7);
    expect(await Promise.resolve(reader)).toBe(reader);
  });

  it('refuses at once who would wait behind too many', async () => {
    const counted = new CountedReader();
    const reader = new PacedReads(2).of<Pick<CountedReader, 'read'>>(counted);
    const answers = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((at) => reader.read(at)));
    expect(answers.at(-1)).toMatchObject({
      status: 'rejected',
      reason: { code: 'OVERLOADED', details: { reason: '2 statements are waiting' } },
    });
    expect(answers.slice(0, 5).filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(counted).toMatchObject({ now: 0, most: 3 });
  });
});
