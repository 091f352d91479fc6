import { incomplete } from './incomplete.ts';
import { levelAlias, NameIndex } from './names.ts';
import { openTable, type ReadControl, readTable } from './read-table.ts';
import type { ScoredLevels } from './scored-levels.ts';

/** A column of numbers per series, under any of its names; `optional` ones are NaN where the file has none. */
export interface RowColumn {
  readonly names: readonly string[];
  readonly optional?: boolean;
}

/** What a file says of each row, and the names in it that no row has. */
export interface RowValues {
  /** One array per column, one value per row of the levels. */
  readonly columns: readonly Float64Array[];
  readonly unmatched: readonly string[];
}

const ownNames = { level: 'level', series: ['series'] };
/** M5's files of weights and scales; X stands for no second attribute. */
const officialNames = { level: 'Level_id', series: ['Agg_Level_1', 'Agg_Level_2'] };

/**
 * Reads one value, or several, for every scored row: `level,series,<column>`, or M5's own `Level_id,Agg_Level_1,
 * Agg_Level_2,<column>`. Levels and series of the file that are not scored are left out and named.
 * @throws ForecastError FILE_UNREADABLE, COLUMN_MISSING, BAD_ROWS, or SCORES_INCOMPLETE when a scored row has no value.
 */
export async function readRowValues(
  input: 'weights' | 'scales',
  path: string,
  { levels, hierarchy }: ScoredLevels,
  wanted: readonly RowColumn[],
  control: ReadControl,
): Promise<RowValues> {
  const table = await openTable(path, control);
  const has = (name: string) => table.columns.includes(name);
  const names = has(officialNames.level) ? officialNames : ownNames;
  const found = wanted.map((column) => column.names.find(has) ?? null);
  const required = wanted.flatMap(({ names: [first = ''], optional }, place) =>
    optional === true && found[place] === null ? [] : [found[place] ?? first],
  );
  const columns = wanted.map(() => new Float64Array(hierarchy.rows).fill(Number.NaN));
  const byName = new NameIndex(
    levels.map(({ name }) => name),
    levelAlias,
  );
  const unmatched: string[] = [];
  await readTable(table, [names.level, ...names.series, ...required], control, (row) => {
    const values = found.map((column) => (column === null ? Number.NaN : row.number(column)));
    const place = byName.find(row.text(names.level));
    const series = names.series.map((column) => row.text(column)).join('_');
    const level = place === null ? null : levels[place]!;
    const key = level?.index.find(series) ?? null;
    if (level === null || key === null) {
      unmatched.push(`${row.text(names.level)} ${series}`);
      return;
    }
    const at = level.first + key;
    if (!Number.isNaN(columns[0]![at]!)) row.refuse(names.series[0]!, 'one row per series');
    values.forEach((value, column) => {
      if (value !== null && value < 0) row.refuse(found[column]!, 'a number of at least 0');
      columns[column]![at] = value ?? Number.NaN;
    });
  });
  const missing = levels.flatMap(({ name, first, keys }) =>
    keys.flatMap((key, place) =>
      Number.isNaN(columns[0]![first + place]!) ? [`${name} ${key}`] : [],
    ),
  );
  if (missing.length > 0) {
    const other =
      unmatched.length > 0
        ? ` Its ${unmatched.length} other series are, for example, ${unmatched.slice(0, 3).join(', ')}.`
        : '';
    throw incomplete(
      input,
      missing,
      `The ${input} do not match: ${table.content.name} has none for ${missing.length} of the scored series, namely`,
      `Add them, name them alike, or choose levels with --levels.${other}`,
    );
  }
  return { columns, unmatched };
}
