import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

import { z } from 'zod';

import { usageError } from './usage-error.ts';

/** What `forecast --json` writes, as far as it must be known to read it back; the use case checks the rest. */
const written = z.object({
  forecasts: z.array(
    z.looseObject({ item: z.object({ datasetSlug: z.string(), key: z.string() }) }),
  ),
});

/** A forecast as `VerifyForecast` takes it. */
export type WrittenForecast = Readonly<Record<string, unknown>>;

/**
 * Reads the forecasts of a file that `forecast --json` has written, also gzipped.
 * @throws ForecastError INVALID_INPUT.
 */
export async function readForecasts(path: string): Promise<readonly WrittenForecast[]> {
  try {
    const bytes = await readFile(path);
    const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    return written.parse(JSON.parse(text)).forecasts.map(({ item, ...forecast }) => ({
      ...forecast,
      item: { dataset: item.datasetSlug, key: item.key },
    }));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw usageError(
      `The forecasts in ${path} cannot be read: ${problem}. Give a file that \`forecastle forecast --json\` has written.`,
    );
  }
}
