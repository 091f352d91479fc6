import { readCells, sharedData } from '../shared-data.ts';

/** One group of the M4 competition. */
export interface M4Group {
  readonly name: 'Weekly' | 'Hourly';
  readonly seasonLength: number;
  readonly horizon: number;
}

export interface M4Series {
  readonly id: string;
  readonly history: Float64Array;
  readonly future: Float64Array;
}

/** Weeks have no season in the competition, hours one of a day. */
export const m4Groups: readonly M4Group[] = [
  { name: 'Weekly', seasonLength: 1, horizon: 13 },
  { name: 'Hourly', seasonLength: 24, horizon: 48 },
];

/** All series of a group, or null where the files are not there. */
export async function readM4(
  { name }: M4Group,
  log: (line: string) => void,
): Promise<readonly M4Series[] | null> {
  const [train, test] = ['train', 'test'].map((part) =>
    sharedData(`m4/${name}-${part}.csv.gz`, log),
  );
  if (train == null || test == null) return null;
  const futures = new Map((await readCells(test)).map(([id, ...cells]) => [id, numbers(cells)]));
  return (await readCells(train)).map(([id = '', ...cells]) => ({
    id,
    history: numbers(cells),
    future: futures.get(id) ?? new Float64Array(0),
  }));
}

/** Rows are filled up with empty cells. */
function numbers(cells: readonly string[]): Float64Array {
  return Float64Array.from(
    cells.filter((cell) => cell !== ''),
    Number,
  );
}
