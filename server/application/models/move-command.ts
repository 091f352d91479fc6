import { z } from 'zod';

import { modelAliases } from './model.ts';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(longest)
    .refine((value) => !value.includes('\0'), 'must not hold the character 0');

const move = {
  model: text(200),
  /** Who asks. */
  actor: text(200),
  /** Why. */
  reason: text(2000),
  alias: z.enum(modelAliases).default('champion'),
  /** The same key with the same request moves an alias once. */
  idempotencyKey: text(200).nullable().default(null),
};

/** What `PromoteModel` takes. */
export const promoteCommand = z.strictObject({
  ...move,
  version: text(200),
  /** Number of a stored backtest to judge by; without it the newest one that has the version, else its manifest. */
  backtest: z.int().min(1).max(2_147_483_647).nullable().default(null),
  /** Promote although the gate fails; it is recorded. Damaged and unsigned models stay refused. */
  force: z.boolean().default(false),
});
export type PromoteCommand = z.infer<typeof promoteCommand>;

/** What `RollBackModel` takes. */
export const rollbackCommand = z.strictObject(move);
export type RollbackCommand = z.infer<typeof rollbackCommand>;
