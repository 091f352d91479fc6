import { Command } from 'commander';

import { release } from '../../server/release.ts';
import type { Invocation } from '../runtime/index.ts';
import { addAccuracy } from './accuracy.ts';
import { addBacktest } from './backtest.ts';
import { addBacktests } from './backtests.ts';
import { addDatasets } from './datasets.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addDrift } from './drift.ts';
import { addEvaluate } from './evaluate.ts';
import { addExport } from './export.ts';
import { addFeatures } from './features.ts';
import { addForecast } from './forecast.ts';
import { addIngest } from './ingest.ts';
import { addJobs } from './jobs.ts';
import { addKeys } from './keys.ts';
import { addMigrate } from './migrate.ts';
import { addModels } from './models.ts';
import { addMonitor } from './monitor.ts';
import { addPromote } from './promote.ts';
import { addRebuild } from './rebuild.ts';
import { addRefresh } from './refresh.ts';
import { addRollback } from './rollback.ts';
import { addSchedules } from './schedules.ts';
import { addSelect } from './select.ts';
import { addServe } from './serve.ts';
import { addSmoke } from './smoke.ts';
import { addStart } from './start.ts';
import { addTrain } from './train.ts';
import { addVerifyForecast } from './verify-forecast.ts';
import { addVerify } from './verify.ts';
import { addWebhooks } from './webhooks.ts';
import { addWorker } from './worker.ts';

const about = 'Forecastle: sales history in, forecasts over GraphQL out.';

const settings = `
Settings come from the environment: DATABASE_URL, PORT, LOG_LEVEL and others; docs/configuration.md has them all.
Without DATABASE_URL an embedded PostgreSQL is used. Results go to standard output, everything else to standard error.
\`forecastle <command> --help\` has examples.`;

/** Runs the command that the arguments name. */
export async function runCommand(args: readonly string[], invocation: Invocation): Promise<void> {
  const { terminal } = invocation;
  const program = new Command('forecastle')
    .description(about)
    .version(release)
    .exitOverride()
    .showHelpAfterError('(--help shows how to use it)')
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => void terminal.write(text),
      writeErr: (text) => {
        terminal.say(text.trimEnd());
      },
    })
    .addHelpText('after', settings);
  for (const add of [
    addStart,
    addServe,
    addWorker,
    addMigrate,
    addDemo,
    addIngest,
    addDatasets,
    addForecast,
    addRefresh,
    addExport,
    addVerifyForecast,
    addEvaluate,
    addDrift,
    addAccuracy,
    addBacktest,
    addBacktests,
    addSelect,
    addTrain,
    addRebuild,
    addJobs,
    addSchedules,
    addModels,
    addMonitor,
    addWebhooks,
    addPromote,
    addRollback,
    addVerify,
    addKeys,
    addFeatures,
    addDoctor,
    addSmoke,
  ]) {
    add(program, invocation);
  }
  await program.parseAsync([...args], { from: 'user' });
}
