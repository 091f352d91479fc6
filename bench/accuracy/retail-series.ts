import { readCells, sharedData } from './shared-data.ts';

/** A series and the values that forecasts of it are scored on. */
export interface HeldOut {
  readonly history: Float64Array;
  readonly future: Float64Array;
}

/** Days held out: the last 28 that are known. */
export const retailHorizon = 28;

/**
 * The items of the M5 sample from their first sale on; and their sums by store and department over the last two years. Those have a
 * weekly season and are positive but for the one day a year when the stores are closed, which takes the value of the week
 * before. Null where the file is not there.
 */
export async function readRetail(
  log: (line: string) => void,
): Promise<{ readonly items: readonly HeldOut[]; readonly sums: readonly HeldOut[] } | null> {
  const path = sharedData('m5/sales_sample_evaluation.csv.gz', log);
  if (path === null) return null;
  const items: HeldOut[] = [];
  const sums = new Map<string, number[]>();
  for (const cells of await readCells(path)) {
    const [, , department = '', , store = ''] = cells;
    const demand = cells.slice(6).map(Number);
    items.push(holdOut(demand.slice(demand.findIndex((value) => value > 0))));
    const key = `${store} ${department}`;
    const sum = sums.get(key) ?? new Array<number>(demand.length).fill(0);
    sums.set(
      key,
      sum.map((value, day) => value + demand[day]!),
    );
  }
  const recent = [...sums.values()].map((sum) =>
    holdOut(withoutClosedDays(sum).slice(-730 - retailHorizon)),
  );
  return { items, sums: recent };
}

function withoutClosedDays(sum: readonly number[]): number[] {
  return sum.map((value, day) => (value > 0 ? value : sum[Math.max(0, day - 7)]!));
}

function holdOut(values: readonly number[]): HeldOut {
  const known = Float64Array.from(values);
  return { history: known.slice(0, -retailHorizon), future: known.slice(-retailHorizon) };
}
