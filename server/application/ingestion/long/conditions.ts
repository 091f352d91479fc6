import { z } from 'zod';

import { cellNumber, cellText } from '../cells.ts';
import type { Cell } from '../source-reader.ts';

const column = z.string().min(1).max(200);
const scalar = z.union([z.string(), z.number()]);

const pattern = z.string().max(1000).refine(compiles, { message: 'is not a regular expression' });

function compiles(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

/** One rule on one column, with one operator. Numbers compare as numbers, everything else as trimmed text. */
export const condition = z.union(
  [
    z.strictObject({ column, gt: z.number() }),
    z.strictObject({ column, gte: z.number() }),
    z.strictObject({ column, lt: z.number() }),
    z.strictObject({ column, lte: z.number() }),
    z.strictObject({ column, equals: scalar }),
    z.strictObject({ column, notEquals: scalar }),
    z.strictObject({ column, matches: pattern }),
    z.strictObject({ column, notMatches: pattern }),
  ],
  {
    error:
      'expected { column, and one of gt, gte, lt, lte (a number), equals, notEquals (a text or number), ' +
      'matches, notMatches (a regular expression) }',
  },
);
export type Condition = z.output<typeof condition>;

/** Whether a cell meets a condition; `null` when the condition needs a number and the cell is none. */
export type CellTest = (cell: Cell | undefined) => boolean | null;

/** Makes the test of one condition. */
export function compileCondition(rule: Condition): CellTest {
  if ('gt' in rule) return numeric((value) => value > rule.gt);
  if ('gte' in rule) return numeric((value) => value >= rule.gte);
  if ('lt' in rule) return numeric((value) => value < rule.lt);
  if ('lte' in rule) return numeric((value) => value <= rule.lte);
  if ('equals' in rule) return equality(rule.equals);
  if ('notEquals' in rule) {
    const equal = equality(rule.notEquals);
    return (cell) => equal(cell) === false;
  }
  if ('matches' in rule) {
    const expression = new RegExp(rule.matches, 'u');
    return (cell) => expression.test(cellText(cell));
  }
  const expression = new RegExp(rule.notMatches, 'u');
  return (cell) => !expression.test(cellText(cell));
}

function numeric(test: (value: number) => boolean): CellTest {
  return (cell) => {
    const value = cellNumber(cell);
    return value === null ? null : test(value);
  };
}

function equality(expected: string | number): CellTest {
  if (typeof expected === 'number') return (cell) => cellNumber(cell) === expected;
  return (cell) => cellText(cell) === expected;
}
