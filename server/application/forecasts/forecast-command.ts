import { ForecastError } from '#core/errors';
import { z } from 'zod';

import { parseInput } from '../parse-input.ts';
import type { ForecastShape } from './forecast-shape.ts';

/** The configured bounds of one forecast request. */
export interface ForecastLimits {
  readonly defaultHorizon: number;
  readonly maxHorizon: number;
  readonly maxItems: number;
  readonly maxQuantileLevels: number;
}

const defaultQuantileLevels = [0.1, 0.25, 0.5, 0.75, 0.9];

const text = z.string().min(1).max(200);

/** How far ahead, and with which quantiles; every input that asks for forecasts has them. */
export const shapeFields = {
  horizon: z
    .int({ error: 'must be a whole number of periods' })
    .min(1, 'must be at least 1 period')
    .optional(),
  quantileLevels: z
    .array(
      z
        .number({ error: 'must be a number between 0 and 1' })
        .gt(0, 'must be greater than 0')
        .lt(1, 'must be less than 1; quantile levels are fractions, not percent'),
    )
    .optional(),
};

/** What a caller may ask for. Give `items`, or `dataset` with `itemKeys`. */
const forecastCommand = z
  .strictObject({
    dataset: text.optional(),
    itemKeys: z.array(text).optional(),
    items: z.array(z.strictObject({ dataset: text, key: text })).optional(),
    ...shapeFields,
    model: text.optional(),
    asOf: z.date({ error: 'must be an instant such as 2026-01-31T12:00:00Z' }).optional(),
    cutoff: text.optional(),
    scenario: z.int().min(1).max(2_147_483_647).optional(),
  })
  .superRefine((value, context) => {
    const issue = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    if (value.items !== undefined && value.itemKeys !== undefined) {
      issue('items', 'give either items, or dataset with itemKeys, not both');
    } else if (value.items === undefined && value.itemKeys === undefined) {
      issue('items', 'name the items to forecast: items, or dataset with itemKeys');
    } else if (value.itemKeys !== undefined && value.dataset === undefined) {
      issue('dataset', 'itemKeys need the dataset that they belong to');
    }
    if (value.items?.length === 0) issue('items', 'must name at least one item');
    if (value.itemKeys?.length === 0) issue('itemKeys', 'must name at least one item');
  });

/** A checked request: items without repetition, quantile levels ascending without repetition. */
export interface ForecastCommand extends ForecastShape {
  readonly keysByDataset: ReadonlyMap<string, readonly string[]>;
  readonly order: readonly { readonly dataset: string; readonly key: string }[];
  readonly model: string | null;
  readonly asOf: Date | null;
  readonly cutoff: string | null;
  /** Number of the scenario that is assumed. */
  readonly scenario: number | null;
}

function atMost(limit: string, found: number, maximum: number, advice: string): void {
  if (found <= maximum) return;
  throw new ForecastError(
    'LIMIT_EXCEEDED',
    `${limit} is ${found}, but at most ${maximum} is allowed here. ${advice}`,
    { limit, found, maximum },
  );
}

/**
 * The shape that checked fields ask for, defaults filled in, levels ascending without repetition.
 * @throws ForecastError LIMIT_EXCEEDED.
 */
export function forecastShape(
  { horizon: asked, quantileLevels }: z.output<z.ZodObject<typeof shapeFields>>,
  usualLevels: readonly number[],
  limits: Omit<ForecastLimits, 'maxItems'>,
): ForecastShape {
  const horizon = asked ?? limits.defaultHorizon;
  const levels = [...new Set(quantileLevels ?? usualLevels)].sort((a, b) => a - b);
  atMost('horizon', horizon, limits.maxHorizon, 'Ask for fewer periods.');
  atMost('quantileLevels', levels.length, limits.maxQuantileLevels, 'Ask for fewer levels.');
  return { horizon, quantileLevels: levels };
}

/** Number of items in an unchecked input, at no cost per item. */
function itemsNamed(input: unknown): number {
  if (typeof input !== 'object' || input === null) return 0;
  const lists = Object.entries(input).flatMap(([name, list]: [string, unknown]) =>
    name === 'items' || name === 'itemKeys' ? [list] : [],
  );
  return Math.max(0, ...lists.map((list) => (Array.isArray(list) ? list.length : 0)));
}

/**
 * Checks a forecast request against the configured limits. Sizes are looked at first, so that a request of a million
 * items costs nothing.
 * @throws ForecastError INVALID_INPUT or LIMIT_EXCEEDED.
 */
export function parseForecastCommand(input: unknown, limits: ForecastLimits): ForecastCommand {
  atMost('items', itemsNamed(input), limits.maxItems, 'Ask in several requests.');

  const value = parseInput(forecastCommand, input);
  const shape = forecastShape(value, defaultQuantileLevels, limits);
  const dataset = value.dataset ?? '';
  const named = value.items ?? (value.itemKeys ?? []).map((key) => ({ dataset, key }));
  const order = [
    ...new Map(named.map((item) => [JSON.stringify([item.dataset, item.key]), item])).values(),
  ];
  return {
    keysByDataset: new Map(
      [...Map.groupBy(order, (item) => item.dataset)].map(([slug, items]) => [
        slug,
        items.map(({ key }) => key),
      ]),
    ),
    order,
    ...shape,
    model: value.model ?? null,
    asOf: value.asOf ?? null,
    cutoff: value.cutoff ?? null,
    scenario: value.scenario ?? null,
  };
}
