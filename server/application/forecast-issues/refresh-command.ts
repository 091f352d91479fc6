import { z } from 'zod';

import {
  type ForecastLimits,
  type ForecastShape,
  forecastShape,
  shapeFields,
} from '../forecasts/index.ts';
import { parseInput } from '../parse-input.ts';

/** Bounds and defaults of a refresh; a Config fits. */
export interface RefreshLimits extends ForecastLimits {
  readonly refreshQuantileLevels: readonly number[];
}

const text = z.string().min(1).max(200);

const refreshCommand = z.strictObject({
  dataset: text,
  /** The default model of the dataset where none is named. */
  model: text.nullable().default(null),
  ...shapeFields,
  asOf: z.date({ error: 'must be an instant such as 2026-01-31T12:00:00Z' }),
});

/** A checked request to forecast every item of a dataset. */
export interface RefreshCommand extends ForecastShape {
  /** Slug. */
  readonly dataset: string;
  readonly model: string | null;
  readonly asOf: Date;
}

/** @throws ForecastError INVALID_INPUT or LIMIT_EXCEEDED. */
export function parseRefreshCommand(input: unknown, limits: RefreshLimits): RefreshCommand {
  const { dataset, model, asOf, ...asked } = parseInput(refreshCommand, input);
  return { dataset, model, asOf, ...forecastShape(asked, limits.refreshQuantileLevels, limits) };
}
