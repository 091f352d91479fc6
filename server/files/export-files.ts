import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type {
  ExportFiles,
  ExportShape,
  ForecastFile,
} from '../application/forecast-exports/index.ts';
import { csvLine } from './csv-line.ts';
import { forecastColumns, forecastCsvLines } from './forecast-csv.ts';
import { ParquetForecasts } from './forecast-parquet.ts';
import { createFile, unfinishedEnding, type WrittenFile } from './written-file.ts';

/** Files of exports in a folder of the local disk. */
export class DiskExportFiles implements ExportFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async create(name: string, shape: ExportShape): Promise<ForecastFile> {
    await mkdir(this.#directory, { recursive: true });
    return this.createAt(join(this.#directory, name), shape);
  }

  createAt(path: string, shape: ExportShape): ForecastFile {
    const file = createFile(path);
    return shape.format === 'parquet' ? parquetFile(file, shape) : csvFile(file, shape);
  }

  async open(name: string, bytes: number): Promise<AsyncIterable<Uint8Array> | null> {
    try {
      const handle = await open(join(this.#directory, name));
      if ((await handle.stat()).size === bytes) return handle.createReadStream();
      await handle.close();
      return null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async sweep(names: readonly string[], begunBefore: Date): Promise<void> {
    for (const name of names) await rm(join(this.#directory, name), { force: true });
    for (const name of await namesIn(this.#directory)) {
      if (!name.endsWith(unfinishedEnding)) continue;
      const path = join(this.#directory, name);
      const begun = await stat(path).catch(() => null);
      if (begun !== null && begun.birthtime < begunBefore) await rm(path, { force: true });
    }
  }
}

function csvFile(file: WrittenFile, { quantileLevels }: ExportShape): ForecastFile {
  let head = csvLine(forecastColumns(quantileLevels));
  return {
    write: async (forecasts) => {
      await file.write(`${head}${forecasts.map(forecastCsvLines).join('')}`);
      head = '';
    },
    close: async () => {
      if (head !== '') await file.write(head);
      return file.close();
    },
    discard: () => file.discard(),
  };
}

function parquetFile(file: WrittenFile, { quantileLevels, frequency }: ExportShape): ForecastFile {
  const times = frequency === 'hourly' ? 'instants' : 'days';
  const parquet = new ParquetForecasts(file, quantileLevels, times);
  return {
    write: (forecasts) => parquet.write(forecasts),
    close: async () => {
      await parquet.end();
      return file.close();
    },
    discard: () => file.discard(),
  };
}

async function namesIn(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
