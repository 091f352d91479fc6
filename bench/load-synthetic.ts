import { createHash } from 'node:crypto';

import {
  type DemandClass,
  demandPattern,
  syntheticRetail,
  type SyntheticRetail,
  type SyntheticScale,
  syntheticScales,
} from '#core/synthetic';

import { IngestSynthetic } from '../server/application/ingestion/ingest-synthetic.ts';
import { openDatabase, PostgresIngestionStore } from '../server/storage/index.ts';
import { seconds } from './figures.ts';
import { startMemorySampler } from './memory-sampler.ts';

/** What one load took. */
export interface LoadFigures {
  readonly items: number;
  /** Demand values; there are about as many prices again. */
  readonly values: number;
  /** How many items have each demand pattern; items that never sold have none. */
  readonly patterns: Readonly<Partial<Record<DemandClass, number>>>;
  /** Share of zeros from the first sale on, mean over the items. */
  readonly zeroShare: number;
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
    ...shapeOf(retail),
    generationSeconds,
    seconds: loadSeconds,
    sampledPeakBytes: memory.stop(),
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(figures);
}

function shapeOf(retail: SyntheticRetail): Pick<LoadFigures, 'patterns' | 'zeroShare'> {
  const patterns: Partial<Record<DemandClass, number>> = {};
  let sold = 0;
  let zeros = 0;
  for (const { demand } of retail.items()) {
    const pattern = demandPattern(demand);
    if (pattern === null) continue;
    patterns[pattern.class] = (patterns[pattern.class] ?? 0) + 1;
    sold += 1;
    zeros += pattern.zeroShare;
  }
  return { patterns, zeroShare: zeros / sold };
}

const [url = '', scaleName = '', seed = ''] = process.argv.slice(2);
const scale = syntheticScales.find((name) => name === scaleName);
if (scale === undefined) throw new Error(`A scale is one of ${syntheticScales.join(', ')}.`);
await main(url, scale, Number(seed));
process.disconnect();
