import { type Command, Option } from 'commander';

import {
  type ModelTraining,
  trainableModels,
  type TrainInquiry,
} from '../../server/application/model-training/index.ts';
import type { MoveResult } from '../../server/application/models/index.ts';
import type { Config } from '../../server/config/index.ts';
import { reportMove, reportRefusals, scoreColumns } from '../models/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { createProgress, formatTable } from '../terminal/index.ts';
import { actingUser } from './acting-user.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { helpFooter } from './help.ts';
import { quantileLevels, wholeNumber, wholeNumbers } from './option-values.ts';

interface TrainOptions {
  readonly dataset?: string;
  readonly model: (typeof trainableModels)[number];
  readonly horizon?: number;
  readonly quantiles?: readonly number[];
  readonly lookbacks?: readonly number[];
  readonly members?: number;
  readonly steps?: number;
  readonly batch?: number;
  readonly width?: number;
  readonly windows?: number;
  readonly seed?: number;
  readonly backend?: 'auto' | 'wasm' | 'native';
  readonly promote?: boolean;
  readonly json?: boolean;
}

const notes = `
The weights end where the oldest scored window begins: the scores are of data that they have not seen. The same data, settings,
backend and release give the same artifact. A training that was interrupted goes on where it stopped when the same command is given
again. A published version serves nobody until it is promoted.
`;

const examples = [
  'train --dataset shop',
  'train --dataset shop --lookbacks 2,3,4 --members 3 --steps 2000 --promote',
  'train --dataset shop --steps 200 --seed 7 --backend wasm --json',
];

/** `forecastle train`: a learned model of a dataset, scored and published. */
export function addTrain(program: Command, invocation: Invocation): void {
  program
    .command('train')
    .description('Train a model on a dataset, score it on data that it has not seen, publish it.')
    .option('--dataset <slug>', 'dataset (default: the only one)')
    .addOption(
      new Option('--model <name>', 'what to train').choices(trainableModels).default('n-beats'),
    )
    .option('--horizon <periods>', 'periods ahead (default: 28)', wholeNumber(1, 1000))
    .option(
      '--quantiles <levels>',
      'quantile levels, comma-separated (default: those of M5, 0.1 and 0.9)',
      quantileLevels,
    )
    .option(
      '--lookbacks <horizons>',
      'lengths of the inputs in horizons, comma-separated; networks take them in turn (default: 2,3)',
      wholeNumbers(1, 100),
    )
    .option(
      '--members <count>',
      'networks for quantiles, and as many for the mean (default: 2)',
      wholeNumber(1, 50),
    )
    .option('--steps <count>', 'steps of each network (default: 600)', wholeNumber(1, 1_000_000))
    .option('--batch <windows>', 'windows per step (default: 128)', wholeNumber(1, 65_536))
    .option('--width <units>', 'units of each layer (default: 128)', wholeNumber(1, 4096))
    .option('--windows <count>', 'cutoffs to score at (default: 3)', wholeNumber(1, 100))
    .option(
      '--seed <number>',
      'seed of random choices (default: SEED)',
      wholeNumber(0, 2_147_483_647),
    )
    .addOption(
      new Option('--backend <backend>', 'what computes (default: TENSOR_BACKEND)').choices([
        'auto',
        'wasm',
        'native',
      ]),
    )
    .option('--promote', 'let the version serve when it passes the gate')
    .option('--json', 'print JSON')
    .addHelpText('after', `${notes}${helpFooter(examples)}`)
    .action((options: TrainOptions) => train(invocation, options));
}

async function train(invocation: Invocation, options: TrainOptions): Promise<void> {
  const { terminal, signal, config } = invocation;
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    const { slug } = await chosenDataset(app.catalog, options.dataset);
    const progress = createProgress(terminal);
    let training: ModelTraining;
    try {
      training = await app.trainModel.execute(inquiryOf(slug, options, config()), {
        signal,
        onProgress: progress.report,
        onStart: ({ model, dataset, trainedTo, backend, settings }) => {
          terminal.say(`Training ${model} on ${dataset} up to ${trainedTo} with ${backend}.`);
          terminal.say(`Settings: ${JSON.stringify(settings)}`);
        },
      });
    } finally {
      progress.finish();
    }
    const { model, version } = training.version;
    const reason = `trained on ${slug}`;
    const promotion =
      options.promote === true
        ? await app.promoteModel.execute({ model, version, reason, actor: actingUser() })
        : null;
    if (options.json === true) {
      await terminal.write(`${JSON.stringify(trainingJson(training, promotion), null, 2)}\n`);
      if (promotion !== null) reportRefusals(invocation, promotion);
      return;
    }
    await terminal.write(formatTraining(training));
    if (promotion !== null) await reportMove(invocation, promotion, 'text');
  });
}

function formatTraining({ version, unchanged, scores }: ModelTraining): string {
  const { model, version: name, sha256 } = version;
  const done = unchanged ? 'was published before' : 'is published';
  return `${formatTable(scoreColumns, scores)}\n${model}@${name} ${done}: ${sha256}\n`;
}

function trainingJson(
  { version, unchanged, scores }: ModelTraining,
  promotion: MoveResult | null,
): object {
  const { model, version: name, sha256, bytes, manifest } = version;
  const { trainingWindow, backend } = manifest;
  const facts = { model, version: name, sha256, bytes, unchanged, backend, trainingWindow, scores };
  return promotion === null ? facts : { ...facts, promotion };
}

function inquiryOf(
  dataset: string,
  options: TrainOptions,
  config: Pick<Config, 'seed' | 'tensorBackend'>,
): TrainInquiry {
  const { model, backend = config.tensorBackend, windows, horizon, quantiles, lookbacks } = options;
  const { members, steps, batch, width } = options;
  return {
    ...{ dataset, model, backend },
    ...(windows === undefined ? {} : { windows }),
    settings: {
      seed: options.seed ?? config.seed,
      ...(horizon === undefined ? {} : { horizon }),
      ...(quantiles === undefined ? {} : { quantileLevels: [...quantiles] }),
      ...(lookbacks === undefined ? {} : { lookbacks: [...lookbacks] }),
      ...(members === undefined ? {} : { members }),
      ...(steps === undefined ? {} : { steps }),
      ...(batch === undefined ? {} : { batchSize: batch }),
      ...(width === undefined ? {} : { network: { width } }),
    },
  };
}
