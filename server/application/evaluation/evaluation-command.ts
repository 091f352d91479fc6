import { frequencies } from '#core/calendar';
import { z } from 'zod';

const path = z.string().min(1);

/** What is scored against what, and how. */
export const evaluationCommand = z.object({
  /** What was sold: `item_id,date,demand[,price]`, M5-wide, or summed `level,series,date,demand`. */
  actuals: path,
  /** What was forecast: `item_id,date,mean[,median][,q0.1,..][,cutoff]`, M5's layouts, or summed with `level,series`. */
  forecasts: path,
  /** Attributes of the items, which levels group by. */
  hierarchy: path.nullish(),
  /** `level,series,weight`, M5's own file, or `item_id,weight`; otherwise from the sales before each window. */
  weights: path.nullish(),
  /** What the items cost, for weights by dollar sales: `item_id,date,price`, or M5's prices by week. */
  prices: path.nullish(),
  /** M5's calendar, which says the days of the weeks of its prices. */
  calendar: path.nullish(),
  /** `level,series,scale[,absolute_scale]` or M5's own; otherwise from the history before each window. */
  scales: path.nullish(),
  /** Names of levels; otherwise all that the files have. */
  levels: z.array(z.string().min(1)).min(1).nullish(),
  frequency: z.enum(frequencies).default('daily'),
  /** 1 Monday .. 7 Sunday; counts for weekly data only. */
  weekStartsOn: z.int().min(1).max(7).default(1),
  /** What a forecast date without an actual means. */
  missing: z.enum(['skip', 'zero']).default('skip'),
  /** `partial` scores only what was forecast; `complete` refuses known demand without a forecast. */
  coverage: z.enum(['complete', 'partial']).default('complete'),
  /** With MASE and RMSSE per item, over all cutoffs. */
  scaled: z.boolean().default(false),
});

export type EvaluationInput = z.input<typeof evaluationCommand>;
export type EvaluationCommand = z.output<typeof evaluationCommand>;
