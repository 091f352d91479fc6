import { openApp } from './open-app.ts';

/** What one backtest took. */
export interface BacktestFigures {
  readonly items: number;
  readonly models: number;
  readonly levels: number;
  /** Reading, computing and storing. */
  readonly seconds: number;
  /** Until the first forecast. */
  readonly secondsToFirst: number;
  /** Fits and forecasts alone, over all threads. */
  readonly threadSeconds: number;
  /** Everything that the process computed, over all threads. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly resultHash: string;
}

/** The process behind the bench: `run-backtest <database URL> <dataset> <windows>`; sends its figures to its parent. */
async function main(databaseUrl: string, dataset: string, windows: number): Promise<void> {
  const app = await openApp(databaseUrl, { DATABASE_STATEMENT_TIMEOUT_SECONDS: '600' });
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  let secondsToFirst = 0;
  let said = 0;
  const { run, leaderboard } = await app.runBacktest.execute(
    { dataset, horizon: 28, windows },
    {
      signal: new AbortController().signal,
      onProgress: ({ stage, done, total, secondsLeft }) => {
        if (stage !== 'backtest') return;
        if (secondsToFirst === 0) secondsToFirst = elapsed();
        const percent = Math.floor((100 * done) / (total ?? done));
        if (percent < said + 5) return;
        said = percent;
        console.error(`backtest: ${percent} %, about ${Math.round(secondsLeft ?? 0)} s left`);
      },
    },
  );
  const seconds = elapsed();
  await app.close();
  const { user, system } = process.cpuUsage();
  const figures: BacktestFigures = {
    items: run.itemIds.length,
    models: run.config.models.length,
    levels: run.config.levels.length,
    seconds,
    secondsToFirst,
    threadSeconds: leaderboard.reduce((sum, entry) => sum + entry.seconds, 0),
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    resultHash: run.resultHash ?? '',
  };
  process.send?.(figures);
}

const [url = '', dataset = '', windows = ''] = process.argv.slice(2);
await main(url, dataset, Number(windows));
process.disconnect();
