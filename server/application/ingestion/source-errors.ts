import { ForecastError } from '#core/errors';

const shownColumns = 30;

/** The error for a source that cannot be read: what is wrong with it, and what to do. */
export function unreadable(
  file: string,
  problem: string,
  remedy: string,
  cause?: unknown,
): ForecastError<'FILE_UNREADABLE'> {
  return new ForecastError(
    'FILE_UNREADABLE',
    `${file} cannot be read: ${problem}. ${remedy}`,
    { file, problem },
    cause,
  );
}

/** The error for columns that a file's header lacks. */
export function columnMissing(
  file: string,
  missing: readonly string[],
  found: readonly string[],
): ForecastError<'COLUMN_MISSING'> {
  const shown = found.slice(0, shownColumns);
  return new ForecastError(
    'COLUMN_MISSING',
    `${file}, line 1: no column ${quoted(missing)}. Found ${found.length} column(s): ${quoted(shown)}` +
      `${found.length > shown.length ? ', ..' : ''}. ` +
      'Rename the columns or map them, and check the delimiter.',
    { file, missing, found: shown },
  );
}

/** @throws ForecastError FILE_UNREADABLE when a header names two columns alike; columns without a name may repeat. */
export function refuseRepeatedColumns(file: string, names: readonly string[]): void {
  const first = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const earlier = first.get(name);
    if (earlier !== undefined && name !== '') {
      throw unreadable(
        file,
        `its header (line 1) names the column "${name}" twice, as columns ${earlier + 1} and ${index + 1}`,
        'Give every column its own name.',
      );
    }
    first.set(name, index);
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}
