import type { ModelWindow } from '#core/backtest';

import type {
  BacktestInquiry,
  BacktestReport,
} from '../../../server/application/backtests/index.ts';
import { openDatabase, PostgresBacktestStore } from '../../../server/storage/index.ts';
import { Cleanup } from '../../cleanup.ts';
import { openApp } from '../../open-app.ts';
import { startTemporaryPostgres } from '../../temporary-postgres.ts';

interface BacktestedFiles {
  /** Files of the M5 layout. */
  readonly files: readonly string[];
  readonly backtest: Omit<BacktestInquiry, 'dataset'>;
}

interface Control {
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** Reports of progress between two lines. */
const linesPerStage = 20;

/**
 * Ingests files into a PostgreSQL of its own and backtests them there, all by the use cases that serve users; gives the
 * report, and the stored scores of every model in every window.
 */
export async function backtestFiles(
  { files, backtest }: BacktestedFiles,
  { signal, log }: Control,
): Promise<{ readonly report: BacktestReport; readonly results: readonly ModelWindow[] }> {
  await using cleanup = new Cleanup();
  const url = await startTemporaryPostgres(cleanup, log);
  const app = await openApp(url, { DATABASE_STATEMENT_TIMEOUT_SECONDS: '300' });
  cleanup.defer(() => app.close());
  await app.ingestFiles.execute(
    { dataset: { slug: 'm5' }, format: 'm5', files: [...files] },
    { signal },
  );
  let said = 0;
  const report = await app.runBacktest.execute(
    { ...backtest, dataset: 'm5' },
    {
      signal,
      onProgress: ({ stage, done, total, secondsLeft }) => {
        const part =
          stage === 'backtest' ? Math.floor((linesPerStage * done) / (total ?? done)) : 0;
        if (part <= said) return;
        said = part;
        const left = Math.round(secondsLeft ?? 0);
        log(`accuracy-m5: ${(100 * part) / linesPerStage} %, about ${left} s left`);
      },
    },
  );
  await using database = await openDatabase({ url, poolSize: 1, statementTimeoutSeconds: 300 });
  return { report, results: await new PostgresBacktestStore(database).results(report.run.id) };
}
