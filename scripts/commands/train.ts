import type { Command } from 'commander';

import type { ModelTraining } from '../../server/application/model-training/index.ts';
import type { MoveResult } from '../../server/application/models/index.ts';
import { formatTraining, reportMove, reportRefusals, trainingFacts } from '../models/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { createProgress } from '../terminal/index.ts';
import { actingUser } from './acting-user.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { helpFooter } from './help.ts';
import { trainInquiry, type TrainingOptions, withTrainingOptions } from './training-options.ts';

interface TrainOptions extends TrainingOptions {
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
  'train --dataset shop --model mlp --steps 1500 --batch 64',
  'train --dataset shop --stacks trend,season --early-stopping',
  'train --dataset shop --steps 200 --seed 7 --backend wasm --json',
];

/** `forecastle train`: a learned model of a dataset, scored and published. */
export function addTrain(program: Command, invocation: Invocation): void {
  withTrainingOptions(program.command('train'))
    .description('Train a model on a dataset, score it on data that it has not seen, publish it.')
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
      training = await app.trainModel.execute(trainInquiry(slug, options, config()), {
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

function trainingJson(training: ModelTraining, promotion: MoveResult | null): object {
  const facts = trainingFacts(training);
  return promotion === null ? facts : { ...facts, promotion };
}
