import type { Command } from 'commander';

import type { App } from '../../server/app.ts';
import { trainCommand } from '../../server/application/model-training/index.ts';
import {
  type DataCheck,
  type Rebuild,
  type RebuildStage,
} from '../../server/application/rebuild/index.ts';
import { formatReport, reportJson } from '../backtest/index.ts';
import { formatTraining, reportMove, reportRefusals, trainingFacts } from '../models/index.ts';
import { exitCodes, type Invocation, withApp } from '../runtime/index.ts';
import { createProgress } from '../terminal/index.ts';
import { actingUser } from './acting-user.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { checkHelpFooter } from './help.ts';
import { trainInquiry, type TrainingOptions, withTrainingOptions } from './training-options.ts';

interface RebuildOptions extends TrainingOptions {
  readonly actor: string;
  readonly keepDefault?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const notes = `
Checks the data, trains, scores the published version on windows that its weights have not seen, beside the champion, ets-ana and
seasonal naive, asks the gate, promotes, and makes the model the default of the dataset. What was interrupted goes on when the
same command is given again; the same data, settings, backend and release give the same artifact.
`;

const stages: Readonly<Record<RebuildStage, string>> = {
  check: '1/5 Checking the data',
  features: '2/5 Reading what the networks are told',
  train: '3/5 Training, scoring and publishing',
  backtest: '4/5 Backtesting the published version',
  promote: '5/5 Asking the gate',
};

/** One line per check; sentences are too long for a table. */
function formatChecks(checks: readonly DataCheck[]): string {
  return checks
    .map(({ check, state, found }) => `${state.padEnd(8)} ${check.padEnd(9)} ${found}\n`)
    .join('');
}

/** `forecastle rebuild`: from a dataset to a model that serves, in one command. */
export function addRebuild(program: Command, invocation: Invocation): void {
  withTrainingOptions(program.command('rebuild'))
    .description('Check the data, train, backtest, ask the gate and promote: all in one.')
    .option('--keep-default', 'leave the default model of the dataset as it is')
    .option('--actor <name>', 'who; kept in the ledger', actingUser())
    .option('--dry-run', 'check the data and change nothing')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `${notes}${checkHelpFooter(
        [
          'rebuild --dataset shop',
          'rebuild --dataset shop --steps 2000 --seed 7 --keep-default',
          'rebuild --dataset shop --dry-run',
        ],
        'refused by the gate: the version is published and serves nobody',
      )}`,
    )
    .action((options: RebuildOptions) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const { slug } = await chosenDataset(app.catalog, options.dataset);
        const rebuilding = { app, invocation, options, slug };
        await (options.dryRun === true ? check(rebuilding) : rebuild(rebuilding));
      }),
    );
}

interface Rebuilding {
  readonly app: App;
  readonly invocation: Invocation;
  readonly options: RebuildOptions;
  readonly slug: string;
}

async function check({ app, invocation, options, slug }: Rebuilding): Promise<void> {
  const { terminal, signal, config, endWith } = invocation;
  const progress = createProgress(terminal);
  const command = trainCommand.parse(trainInquiry(slug, options, config()));
  const control = { signal, onProgress: progress.report };
  const checks = await app.checkData.execute(command, control).finally(() => {
    progress.finish();
  });
  await terminal.write(
    options.json === true
      ? `${JSON.stringify({ checks, settings: command.settings }, null, 2)}\n`
      : formatChecks(checks),
  );
  if (checks.some(({ state }) => state === 'refused')) endWith(exitCodes.badInput);
}

async function rebuild({ app, invocation, options, slug }: Rebuilding): Promise<void> {
  const { terminal, signal, config } = invocation;
  const progress = createProgress(terminal);
  const { actor, keepDefault } = options;
  const result = await app.rebuildModel
    .execute(
      { ...trainInquiry(slug, options, config()), actor, setsDefault: keepDefault !== true },
      {
        signal,
        onProgress: progress.report,
        onStage: (stage) => {
          progress.finish();
          terminal.say(`${stages[stage]} ...`);
        },
        onChecks: (checks) => {
          progress.finish();
          terminal.say(formatChecks(checks).trimEnd());
        },
        onStart: ({ model, trainedTo, backend, settings }) => {
          progress.finish();
          terminal.say(`${model} up to ${trainedTo} with ${backend}: ${JSON.stringify(settings)}`);
        },
      },
    )
    .finally(() => {
      progress.finish();
    });
  if (options.json === true) {
    await terminal.write(`${JSON.stringify(rebuildJson(result), null, 2)}\n`);
    reportRefusals(invocation, result.promotion);
    return;
  }
  await terminal.write(`${formatTraining(result.training)}\n${formatReport(result.backtest)}\n`);
  await reportMove(invocation, result.promotion, 'text');
  if (result.defaultModel === null) return;
  await terminal.write(`${result.defaultModel} is the default model of ${slug} now.\n`);
}

function rebuildJson({ checks, training, backtest, promotion, defaultModel }: Rebuild): object {
  return {
    checks,
    training: trainingFacts(training),
    backtest: reportJson(backtest),
    promotion,
    defaultModel,
  };
}
