import { sharedData } from '../shared-data.ts';

const names = ['sales_sample_evaluation.csv.gz', 'calendar.csv.gz', 'sell_price_spells.csv.gz'];

/** The files of M5's sample, or null, after a line on why, where one is not there. */
export function m5SampleFiles(log: (line: string) => void): readonly string[] | null {
  const files = names.flatMap((name) => sharedData(`m5/${name}`, log) ?? []);
  return files.length < names.length ? null : files;
}
