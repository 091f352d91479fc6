import { describe, expect, it } from 'vitest';

import { Turns } from './turns.ts';

describe('turns', () => {
  it('come in order, each in a round of the event loop of its own', async () => {
    let round = 0;
    let isOver = false;
    const count = () => {
      round += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const turns = new Turns();
    const taken: { readonly who: number; readonly round: number }[] = [];
    const take = async (who: number) => {
      await turns.next();
      taken.push({ who, round });
    };
    await Promise.all([0, 1, 2, 3].map(take));
    await take(4);
    isOver = true;
    expect(taken.map(({ who }) => who)).toEqual([0, 1, 2, 3, 4]);
    expect(new Set(taken.map((turn) => turn.round)).size).toBe(5);
  });
});
