import { levelWeights, type Scales } from '#core/evaluation';

import type { EvaluationCommand } from './evaluation-command.ts';
import { incomplete } from './incomplete.ts';
import { withoutPhase } from './m5-wide.ts';
import { readRowValues } from './read-row-values.ts';
import { openTable, type ReadControl, readTable } from './read-table.ts';
import type { ScoredLevels } from './scored-levels.ts';

/** Weights and scales that files give, one value per row of the levels; null where there is no file. */
export interface GivenValues {
  readonly weights: Float64Array | null;
  readonly scales: Pick<Scales, 'rmsse' | 'spl'> | null;
  /** What of the files was left out. */
  readonly notes: readonly string[];
}

const weightColumn = { names: ['weight', 'Weight'] };
const scaleColumns = [
  { names: ['scale', 'scale_rmse'] },
  { names: ['absolute_scale', 'scale_mae'], optional: true },
];

/** Reads the files of weights and scales that the command names. */
export async function readGiven(
  { weights, scales }: EvaluationCommand,
  scored: ScoredLevels,
  control: ReadControl,
): Promise<GivenValues> {
  const notes: string[] = [];
  const noteOthers = (input: string, unmatched: readonly string[]) => {
    if (unmatched.length === 0) return;
    const examples = unmatched.slice(0, 3).join(', ');
    notes.push(
      `${unmatched.length} ${input} belong to nothing that is scored, for example ${examples}`,
    );
  };
  const own = await (weights == null ? null : readWeights(weights, scored, control));
  noteOthers('weights', own?.unmatched ?? []);
  const given = await (scales == null
    ? null
    : readRowValues('scales', scales, scored, scaleColumns, control));
  noteOthers('scales', given?.unmatched ?? []);
  return {
    weights: own?.columns[0] ?? null,
    scales: given === null ? null : { rmsse: given.columns[0]!, spl: given.columns[1]! },
    notes,
  };
}

async function readWeights(path: string, scored: ScoredLevels, control: ReadControl) {
  const table = await openTable(path, control);
  if (!table.columns.includes('item_id') || scored.source === 'sums') {
    return readRowValues('weights', path, scored, [weightColumn], control);
  }
  const { hierarchy } = scored;
  const places = new Map(hierarchy.items.map((item, place) => [item, place]));
  const sales = new Float64Array(places.size).fill(Number.NaN);
  const unmatched: string[] = [];
  await readTable(table, ['item_id', 'weight'], control, (row) => {
    const item = row.text('item_id');
    const weight = row.number('weight') ?? 0;
    const place = places.get(item) ?? places.get(withoutPhase(item));
    if (weight < 0) row.refuse('weight', 'a number of at least 0');
    if (place === undefined) unmatched.push(item);
    else if (!Number.isNaN(sales[place]!)) row.refuse('item_id', 'one row per item');
    else sales[place] = weight;
  });
  const missing = hierarchy.items.filter((_, place) => Number.isNaN(sales[place]!));
  if (missing.length > 0) {
    throw incomplete(
      'weights',
      missing,
      `The weights do not match: ${table.content.name} has none for ${missing.length} of ${places.size} items, namely`,
      'Add them; an item that weighs nothing has the weight 0.',
    );
  }
  return { columns: [levelWeights(hierarchy, sales)], unmatched };
}
