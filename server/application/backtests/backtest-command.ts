import { m5QuantileLevels } from '#core/evaluation';
import { forecasters, hierarchyForecasters } from '#core/models';
import { z } from 'zod';

import { parseInput } from '../parse-input.ts';

const text = z.string().min(1).max(200);
const periods = z.int({ error: 'must be a whole number of periods' }).min(1).max(1_000_000);

/** M5's nine levels, and those of an 80 % interval. */
const defaultQuantileLevels = [...m5QuantileLevels, 0.1, 0.9];

/** Stands for every model that needs no artifact. */
const everyModel = 'all';

const backtestCommand = z.strictObject({
  dataset: text,
  /** All that need no artifact where none is named, or `all` is; learned ones by `name` or `name@version`. */
  models: z.array(text).min(1, 'must name at least one model').optional(),
  horizon: periods,
  windows: z.int().min(1).max(1000).default(6),
  /** The horizon where it is not given: windows side by side. */
  stepSize: periods.optional(),
  refit: z.int().min(1).max(1000).default(1),
  input: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('expanding') }),
      z.strictObject({ kind: z.literal('rolling'), size: periods }),
    ])
    .default({ kind: 'expanding' }),
  quantileLevels: z
    .array(
      z
        .number({ error: 'must be a number between 0 and 1' })
        .gt(0, 'must be greater than 0')
        .lt(1, 'must be less than 1; quantile levels are fractions, not percent'),
    )
    .min(1)
    .max(199)
    .default(defaultQuantileLevels),
  /** Those of M5 whose attributes all items have where none is named. */
  levels: z.array(text).optional(),
  asOf: z.date({ error: 'must be an instant such as 2026-01-31T12:00:00Z' }).optional(),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  /** Compute again even what is stored. */
  fresh: z.boolean().default(false),
});

/** A backtest as a caller asks for it. */
export type BacktestInquiry = z.input<typeof backtestCommand>;

/** A checked request: every default filled in, lists without repetition. */
export interface BacktestCommand {
  readonly dataset: string;
  readonly models: readonly string[];
  readonly horizon: number;
  readonly windows: number;
  readonly stepSize: number;
  readonly refit: number;
  readonly inputSize: number | null;
  readonly quantileLevels: readonly number[];
  readonly levels: readonly string[] | null;
  readonly asOf: Date | null;
  readonly seed: number;
  readonly fresh: boolean;
}

/** Whether models of these names exist is not looked at. @throws ForecastError INVALID_INPUT. */
export function parseBacktestCommand(input: unknown): BacktestCommand {
  const value = parseInput(backtestCommand, input);
  const available = [...forecasters, ...hierarchyForecasters].map(({ name }) => name);
  const named = value.models ?? [everyModel];
  const models = [...new Set(named.flatMap((name) => (name === everyModel ? available : [name])))];
  return {
    dataset: value.dataset,
    models,
    horizon: value.horizon,
    windows: value.windows,
    stepSize: value.stepSize ?? value.horizon,
    refit: value.refit,
    inputSize: value.input.kind === 'rolling' ? value.input.size : null,
    quantileLevels: [...new Set(value.quantileLevels)].sort((one, other) => one - other),
    levels: value.levels ?? null,
    asOf: value.asOf ?? null,
    seed: value.seed,
    fresh: value.fresh,
  };
}
