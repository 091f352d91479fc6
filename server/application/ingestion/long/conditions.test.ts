import { describe, expect, it } from 'vitest';

import { compileCondition, condition } from './conditions.ts';

const column = 'c';

describe('compileCondition', () => {
  it.each([
    [{ column, gt: 0 }, '1', true],
    [{ column, gt: 0 }, '0', false],
    [{ column, gt: 0 }, 'x', null],
    [{ column, gte: 2 }, 2n, true],
    [{ column, lt: 2 }, 2, false],
    [{ column, lte: 2 }, ' 2 ', true],
    [{ column, equals: 'UK' }, ' UK ', true],
    [{ column, equals: 1 }, '1.0', true],
    [{ column, equals: 1 }, 'x', false],
    [{ column, notEquals: 'UK' }, 'FR', true],
    [{ column, notEquals: 1 }, '1', false],
    [{ column, matches: '^[0-9]{5}[A-Z]*$' }, '12345A', true],
    [{ column, matches: '^[0-9]{5}[A-Z]*$' }, 'POST', false],
    [{ column, notMatches: '^[CA]' }, 'C536379', false],
    [{ column, notMatches: '^[CA]' }, null, true],
    [{ column, equals: 'true' }, true, true],
    [{ column, matches: '^2024-01-01T08' }, new Date('2024-01-01T08:30Z'), true],
  ])('%o finds %o to be %o', (rule, cell, expected) => {
    expect(compileCondition(condition.parse(rule))(cell)).toBe(expected);
  });

  it('refuses a rule without an operator, with two, or with a broken expression', () => {
    for (const rule of [{ column }, { column, gt: 1, lt: 2 }, { column, matches: '(' }]) {
      expect(condition.safeParse(rule).success).toBe(false);
    }
  });
});
