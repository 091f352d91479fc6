import type { GateResult } from './gate.ts';
import type { LedgerEntry } from './model.ts';
import type { ModelUserError } from './model-user-error.ts';

/** A move of an alias that is recorded (or was before), or the reasons why it was refused. */
export type MoveResult =
  | {
      readonly entry: LedgerEntry;
      /** The alias pointed there already, or the same request had been recorded: nothing was written. */
      readonly unchanged: boolean;
      readonly gate: GateResult | null;
      readonly userErrors: readonly [];
    }
  | {
      readonly entry: null;
      readonly unchanged: false;
      /** What the gate said, where it was asked. */
      readonly gate: GateResult | null;
      readonly userErrors: readonly ModelUserError[];
    };

export function moved(entry: LedgerEntry, unchanged: 'recorded' | 'unchanged'): MoveResult {
  return { entry, unchanged: unchanged === 'unchanged', gate: entry.gate, userErrors: [] };
}

export function refused(
  userErrors: readonly ModelUserError[],
  gate: GateResult | null = null,
): MoveResult {
  return { entry: null, unchanged: false, gate, userErrors };
}
