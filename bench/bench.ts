import type { SyntheticScale } from '#core/synthetic';

import type { LoadedDatabase } from './loaded-database.ts';

/** A table of results; the first column names the row, the others are figures. */
export interface Table {
  /** A line above the table; needed where a bench has several. */
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a bench has to work with. */
export interface BenchContext {
  readonly scale: SyntheticScale;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  /** A PostgreSQL of the run's own that holds the synthetic dataset: loaded on first use, then shared by the benches. */
  readonly database: () => Promise<LoadedDatabase>;
}

/** One bench: a name for the command line, and a title for the report. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  /** Where the results stand, a page of docs: speed and memory, accuracy on real data, how drift is found, what kills and restarts do, or what more machines bring. */
  readonly document?: 'accuracy' | 'monitoring' | 'performance' | 'reliability' | 'scaling';
  /** Too long to run where no name is given. */
  readonly onlyByName?: boolean;
  /** Null, after a line on why, where what it needs is not there. */
  run(context: BenchContext): Promise<Table | readonly Table[] | null>;
}
