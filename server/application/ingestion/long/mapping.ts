import { frequencies } from '#core/calendar';
import { missingValuePolicies } from '#core/series';
import { z } from 'zod';

import { duplicatePolicies } from '../ports.ts';
import { condition } from './conditions.ts';

const column = z.string().min(1).max(200);

const columns = z
  .strictObject({
    item: z
      .union([column, z.array(column).min(1).max(10)])
      .default('item_id')
      .transform((names) => (typeof names === 'string' ? [names] : names))
      .describe('one or several columns that together name the item'),
    date: column.default('date'),
    demand: column.default('demand'),
    price: column
      .nullable()
      .optional()
      .describe('price of one unit; default: `price` where there is one'),
    revenue: column.optional().describe('what the row earned: price = revenue / demand'),
    department: column.nullable().optional(),
    category: column.nullable().optional(),
    store: column.nullable().optional(),
    state: column.nullable().optional(),
    attributes: z
      .union([z.literal('others'), z.array(column).max(100)])
      .default('others')
      .describe(
        'columns kept as free attributes of the item; `others` = all that nothing else uses',
      ),
  })
  .refine(({ price, revenue }) => typeof price !== 'string' || revenue === undefined, {
    message: 'give price or revenue, not both',
    path: ['revenue'],
  });

/**
 * How the columns of a long table (one row per item and period, or one per transaction) become demand. Everything has a
 * default: `{}` reads `item_id,date,demand[,price,department,category,store,state]` and keeps other columns as attributes.
 */
export const longMapping = z.strictObject({
  columns: columns.prefault({}),
  delimiter: z.string().length(1).default(','),
  itemSeparator: z
    .string()
    .max(10)
    .default('_')
    .describe('between the parts of an item that has several columns'),
  uppercase: z.boolean().default(false).describe('upper-case item keys'),
  where: z
    .array(condition)
    .max(50)
    .default([])
    .describe('conditions that a row must meet to be used'),
  aggregate: z
    .enum(duplicatePolicies)
    .default('reject')
    .describe('how several rows of one item and period become one value'),
  unknown: z
    .array(z.string())
    .max(20)
    .default([''])
    .describe('texts in the demand and price columns that mean: not known'),
  frequency: z.enum(frequencies).optional(),
  weekStartsOn: z
    .int()
    .min(1)
    .max(7)
    .optional()
    .describe('ISO weekday, 1 Monday .. 7 Sunday; weekly only'),
  missingValuePolicy: z.enum(missingValuePolicies).optional(),
});
export type LongMapping = z.output<typeof longMapping>;
export type LongMappingInput = z.input<typeof longMapping>;
