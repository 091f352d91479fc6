import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { seconds } from './figures.ts';
import { openApp } from './open-app.ts';

/** What one refresh and the exports of its issue took. */
export interface RefreshFigures {
  readonly items: number;
  readonly model: string;
  readonly levels: number;
  /** Reading, forecasting and storing. */
  readonly seconds: number;
  /** Everything that the process computed for it, over all threads. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly csv: ExportFigures;
  readonly parquet: ExportFigures;
  /** Largest resident memory, the exports included. */
  readonly peakBytesOfAll: number;
}

interface ExportFigures {
  readonly seconds: number;
  readonly bytes: number;
}

/** Those of M5. */
const quantileLevels = [0.005, 0.025, 0.165, 0.25, 0.5, 0.75, 0.835, 0.975, 0.995];
const { signal } = new AbortController();

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

/** The process behind the bench: `run-refresh <database URL> <dataset>`; sends its figures to its parent. */
async function main(databaseUrl: string, dataset: string): Promise<void> {
  const app = await openApp(databaseUrl, { DATABASE_STATEMENT_TIMEOUT_SECONDS: '600' });
  const start = performance.now();
  const issue = await app.refreshForecasts.execute(
    { dataset, horizon: 28, quantileLevels, asOf: new Date() },
    { signal, hold: { holder: 'bench', seconds: 60 } },
  );
  const elapsed = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  const peak = peakBytes();
  const folder = await mkdtemp(join(tmpdir(), 'forecastle-bench-'));
  const exported = async (format: 'csv' | 'parquet'): Promise<ExportFigures> => {
    const path = join(folder, `forecasts.${format}`);
    const command = { dataset, issue: issue.id, format };
    let bytes = 0;
    const took = await seconds(async () => {
      const control = { signal, onProgress: () => undefined };
      ({ bytes } = await app.exportForecasts.writeTo(path, command, control));
    });
    return { seconds: took, bytes };
  };
  try {
    const figures: RefreshFigures = {
      ...{ items: issue.items, model: issue.model, levels: quantileLevels.length },
      ...{ seconds: elapsed, cpuSeconds: (user + system) / 1e6, peakBytes: peak },
      csv: await exported('csv'),
      parquet: await exported('parquet'),
      peakBytesOfAll: peakBytes(),
    };
    process.send?.(figures);
  } finally {
    await rm(folder, { recursive: true });
    await app.close();
  }
}

const [url = '', dataset = ''] = process.argv.slice(2);
await main(url, dataset);
process.disconnect();
