import type { Calendar } from '#core/calendar';

import type { ExportFormat, ForecastExport } from './forecast-export.ts';

/** A forecast as files have it; lead time h + 1 is index h of every list. */
export interface ExportedForecast {
  readonly key: string;
  readonly dates: readonly string[];
  readonly mean: Float64Array;
  readonly median: Float64Array;
  /** Level by level. */
  readonly quantiles: readonly Float64Array[];
  readonly cutoff: string;
  readonly modelVersion: string;
}

/** A file that is being written; nobody sees it before `close`. */
export interface ForecastFile {
  write(forecasts: readonly ExportedForecast[]): Promise<void>;
  close(): Promise<Pick<ForecastExport, 'bytes' | 'sha256'>>;
  /** The work failed: what was begun is removed. */
  discard(): Promise<void>;
}

/** What decides the columns of a file. */
export interface ExportShape {
  readonly format: ExportFormat;
  readonly quantileLevels: readonly number[];
  readonly frequency: Calendar['frequency'];
}

/** Files of exports, in one folder. */
export interface ExportFiles {
  /** Begins a file of that name in the folder, which is made where it is missing. */
  create(name: string, shape: ExportShape): Promise<ForecastFile>;
  /** Begins a file anywhere. */
  createAt(path: string, shape: ExportShape): ForecastFile;
  /** The bytes of a file from the folder, read as they are taken; null where it is missing or not as large. */
  open(name: string, bytes: number): Promise<AsyncIterable<Uint8Array> | null>;
  /** Removes these files, and what was begun before that instant and never finished. */
  sweep(names: readonly string[], begunBefore: Date): Promise<void>;
}

/** What is known of exports. */
export interface ExportStore {
  save(made: ForecastExport): Promise<void>;
  find(ids: readonly string[]): Promise<readonly ForecastExport[]>;
  /** That have expired by then. */
  expired(now: Date): Promise<readonly ForecastExport[]>;
  /** Forgets those that had expired by then: who asks for them hears that there is none. */
  forget(expiredBy: Date): Promise<void>;
}
