import type { MoveResult } from '../../server/application/models/index.ts';
import { exitCodes, type Invocation } from '../runtime/index.ts';
import { formatTable } from '../terminal/index.ts';
import { gateColumns } from './gate-table.ts';

/** Refusals that the words of the command cause, not the state of a model. */
const wrongUse = new Set([
  'INVALID_INPUT',
  'DATASET_NOT_FOUND',
  'MODEL_NOT_FOUND',
  'MODEL_VERSION_NOT_FOUND',
]);

/** Prints what a promotion or rollback did, or why it was refused, and how the command ends then. */
export async function reportMove(
  invocation: Invocation,
  result: MoveResult,
  format: 'json' | 'text',
): Promise<void> {
  const { terminal } = invocation;
  const { entry, unchanged, gate } = result;
  if (format === 'json') await terminal.write(`${JSON.stringify(result, null, 2)}\n`);
  else {
    if (gate !== null) {
      await terminal.write(`Scores from ${gate.source}.\n${formatTable(gateColumns, gate.checks)}`);
    }
    if (entry !== null) {
      const { model, alias, from, to } = entry;
      const before = from === null ? '' : ` in place of ${from}`;
      await terminal.write(
        unchanged
          ? `Nothing to do: ${to} is recorded as ${alias} of ${model} already.\n`
          : `${to} is the ${alias} of ${model} now${before}.\n`,
      );
    }
  }
  reportRefusals(invocation, result);
}

/** Says why a move or a default model was refused, and how the command ends then; nothing where it was not. */
export function reportRefusals(
  { terminal, endWith }: Invocation,
  { userErrors }: Pick<MoveResult, 'userErrors'>,
): void {
  if (userErrors.length === 0) return;
  for (const { message } of userErrors) terminal.say(`Refused: ${message}`);
  const isWrongUse = userErrors.every(({ code }) => wrongUse.has(code));
  endWith(isWrongUse ? exitCodes.badInput : exitCodes.failure);
}
