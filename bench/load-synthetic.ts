import { createHash } from 'node:crypto';

import { type SyntheticScale, syntheticRetail, syntheticScales } from '#core/synthetic';

import { IngestSynthetic } from '../server/application/ingestion/ingest-synthetic.ts';
import { openDatabase, PostgresIngestionStore } from '../server/storage/index.ts';
import { seconds } from './figures.ts';
import { startMemorySampler } from './memory-sampler.ts';

/** What one load took. */
export interface LoadFigures {
  readonly items: number;
  /** Demand values; there are about as many prices again. */
  readonly values: number;
  /** Making the values, without storing them. */
  readonly generationSeconds: number;
  /** Making, auditing, copying and committing them. */
  readonly seconds: number;
  /** Largest resident memory of the loading process: as sampled during the load, and of its whole life. */
  readonly sampledPeakBytes: number;
  readonly peakBytes: number;
}

/** The process behind `loadDatabase`: `load-synthetic <database URL> <scale> <seed>`; sends its figures to its parent. */
async function main(url: string, scale: SyntheticScale, seed: number): Promise<void> {
  const retail = syntheticRetail({ scale, seed });
  const { itemCount, periods } = retail;
  const generationSeconds = await seconds(() => {
    for (const item of retail.items()) item.demand.at(-1);
  });
  await using database = await openDatabase({ url, poolSize: 2, statementTimeoutSeconds: 300 });
  const ingest = new IngestSynthetic({
    store: new PostgresIngestionStore(database),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    now: () => new Date(),
  });
  const memory = startMemorySampler();
  const loadSeconds = await seconds(() =>
    ingest.execute({
      scale,
      seed,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    }),
  );
  const figures: LoadFigures = {
    items: itemCount,
    values: itemCount * periods,
    generationSeconds,
    seconds: loadSeconds,
    sampledPeakBytes: memory.stop(),
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(figures);
}

const [url = '', scaleName = '', seed = ''] = process.argv.slice(2);
const scale = syntheticScales.find((name) => name === scaleName);
if (scale === undefined) throw new Error(`A scale is one of ${syntheticScales.join(', ')}.`);
await main(url, scale, Number(seed));
process.disconnect();
