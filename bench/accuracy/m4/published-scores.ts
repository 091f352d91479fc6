import { readCells, sharedData } from '../shared-data.ts';
import type { M4Group } from './series.ts';

/** As printed by the organisers: sMAPE in percent, and MASE. */
export interface PublishedScore {
  readonly smape: string;
  readonly mase: string;
}

/** The organisers' scores of a group by name of the method. */
export async function readPublished(
  { name }: M4Group,
  log: (line: string) => void,
): Promise<ReadonlyMap<string, PublishedScore>> {
  const path = sharedData('m4/scores_point_weekly_hourly.csv', log);
  if (path === null) return new Map();
  // method, authors, type, then sMAPE, MASE and OWA of the weeks and of the hours; authors' names contain commas.
  const rows = (await readCells(path)).map((cells): [string, PublishedScore] => {
    const at = cells.length - (name === 'Weekly' ? 6 : 3);
    return [cells[0]!, { smape: cells[at]!, mase: cells[at + 1]! }];
  });
  return new Map(rows);
}
