import { ForecastError } from '#core/errors';
import { z } from 'zod';

import { parseInput } from '../parse-input.ts';

/** Periods of history when neither `from` nor `last` is given. */
export const defaultHistoryPeriods = 365;

/** As it was recorded, or as a model sees it: from the listing on, with the missing-value policy applied. */
export const historyViews = ['recorded', 'modelled'] as const;
export type HistoryView = (typeof historyViews)[number];

const historyCommand = z
  .strictObject({
    from: z.string().max(40).exactOptional(),
    to: z.string().max(40).exactOptional(),
    last: z.int().min(1, 'must be at least 1 period').exactOptional(),
    asOf: z.date().exactOptional(),
    view: z.enum(historyViews).default('recorded'),
  })
  .refine((value) => value.from === undefined || value.last === undefined, {
    path: ['last'],
    message: 'give either from or last, not both',
  });

/** Which part of a history to read. Dates are ISO text; null = to the end of the data, or the default length. */
export interface HistoryCommand {
  readonly from: string | null;
  readonly to: string | null;
  readonly last: number;
  readonly asOf: Date | null;
  readonly view: HistoryView;
}

/** @throws ForecastError INVALID_INPUT or LIMIT_EXCEEDED. */
export function parseHistoryCommand(input: unknown, maxPeriods: number): HistoryCommand {
  const { from, to, last, asOf, view } = parseInput(historyCommand, input);
  atMostPeriods(last ?? 0, maxPeriods);
  return {
    from: from ?? null,
    to: to ?? null,
    last: last ?? Math.min(defaultHistoryPeriods, maxPeriods),
    asOf: asOf ?? null,
    view,
  };
}

/** @throws ForecastError LIMIT_EXCEEDED. */
export function atMostPeriods(found: number, maximum: number): void {
  if (found <= maximum) return;
  throw new ForecastError(
    'LIMIT_EXCEEDED',
    `The history asked for has ${found} periods, but one answer has at most ${maximum}. Read it in parts with from and to.`,
    { limit: 'history', found, maximum },
  );
}
