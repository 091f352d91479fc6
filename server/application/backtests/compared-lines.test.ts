import { describe, expect, it } from 'vitest';

import { comparedLines } from './compared-lines.ts';
import { aUnit } from './testing/a-run.ts';

const everything = {
  level: null,
  levels: ['total', 'item-store'],
  sameWeights: true,
  sameLosses: true,
};
const runs = [
  {
    run: 1,
    results: [
      aUnit('naive', 0, 0.8),
      aUnit('naive', 1, 0.6),
      aUnit('theta', 0, 0.5),
      aUnit('theta', 1, 0.5),
    ],
  },
  {
    run: 2,
    results: [
      aUnit('theta', 0, 0.3),
      aUnit('theta', 1, 0.6),
      aUnit('newcomer', 0, 0.9),
      aUnit('newcomer', 1, 0.9),
    ],
  },
];

describe('comparedLines', () => {
  it('measures a model against itself in the first run that has it, and others against the best of the first run', () => {
    const lines = comparedLines(runs, everything);
    expect(
      lines.map(({ model, run, against, windowsBetter }) => [model, run, against, windowsBetter]),
    ).toEqual([
      ['theta', 2, { run: 1, model: 'theta' }, 1],
      ['theta', 1, null, null],
      ['naive', 1, { run: 1, model: 'theta' }, 0],
      ['newcomer', 2, { run: 1, model: 'theta' }, 0],
    ]);
    expect(lines[0]!.scores.wape).toBeCloseTo(0.45, 12);
    expect(lines[0]!.differences!.wape).toBeCloseTo(-0.05, 12);
    // Means over both levels: (0.75 + 1.5) / 2 times the mean WAPE of both windows.
    expect(lines[0]!.scores.wrmsse).toBeCloseTo(1.5 * 0.45, 12);
    expect(lines[0]!.differences!.wspl).toBeCloseTo((0.75 / 4) * -0.05, 12);
    expect(lines[0]!.scores.coverage).toEqual([
      { nominal: 0.8, coverage: 0.75, shared: 0.625, width: 2 },
    ]);
  });

  it('takes the scores of one level', () => {
    const [best] = comparedLines(runs, { ...everything, level: 'total' });
    expect(best!.scores.wape).toBeCloseTo(0.225, 12);
    expect(best!.scores.wrmsse).toBeCloseTo(0.45, 12);
  });

  it('leaves out what does not mean the same', () => {
    for (const line of comparedLines(runs, { ...everything, sameWeights: false })) {
      expect(line.scores).toMatchObject({ wrmsse: null, wspl: null });
    }
    const [best] = comparedLines(runs, {
      ...everything,
      levels: ['item-store'],
      sameLosses: false,
    });
    expect(best!.scores.wrmsse).toBeCloseTo(0.9, 12);
    expect(best!.scores.wspl).toBeNull();
    expect(best!.differences!.wspl).toBeNull();
  });
});
