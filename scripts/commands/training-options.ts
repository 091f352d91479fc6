import { type Command, InvalidArgumentError, Option } from 'commander';

import {
  stackKinds,
  trainableModels,
  type TrainInquiry,
} from '../../server/application/model-training/index.ts';
import type { Config } from '../../server/config/index.ts';
import { quantileLevels, texts, wholeNumber, wholeNumbers } from './option-values.ts';
import { readFeatureSpec } from './read-feature-spec.ts';

type StackKind = (typeof stackKinds)[number];

/** The options of a training. */
export interface TrainingOptions {
  readonly dataset?: string;
  readonly model: (typeof trainableModels)[number];
  readonly horizon?: number;
  readonly quantiles?: readonly number[];
  readonly lookbacks?: readonly number[];
  readonly members?: number;
  readonly steps?: number;
  readonly batch?: number;
  readonly width?: number;
  readonly layers?: number;
  readonly stacks?: readonly StackKind[];
  readonly spec?: string;
  readonly demandOnly?: boolean;
  readonly earlyStopping?: boolean;
  readonly windows?: number;
  readonly seed?: number;
  readonly backend?: 'auto' | 'wasm' | 'native';
  readonly fresh?: boolean;
}

/** Gives a command the options of a training. */
export function withTrainingOptions(command: Command): Command {
  return command
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
    .option('--layers <count>', 'layers of each block (default: 2)', wholeNumber(1, 8))
    .option(
      '--stacks <kinds>',
      `stacks of n-beats in their order, of ${stackKinds.join(', ')} (default: trend,season,generic)`,
      stacks,
    )
    .addOption(
      new Option(
        '--spec <file>',
        'feature spec in JSON: what networks are told (default: that of the frequency for mlp, none for n-beats)',
      ).conflicts('demandOnly'),
    )
    .option('--demand-only', 'tell n-beats of demand alone, of no calendar, event or price')
    .option(
      '--early-stopping',
      'score on the last origins of the training and keep the best weights',
    )
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
    .option('--fresh', 'train again even what is published');
}

/** What a training is asked for with these options; what is not given is left to its defaults. */
export function trainInquiry(
  dataset: string,
  options: TrainingOptions,
  config: Pick<Config, 'seed' | 'tensorBackend'>,
): TrainInquiry {
  const { model, backend = config.tensorBackend, windows, horizon, quantiles, lookbacks } = options;
  const { members, steps, batch, width, layers, stacks: kinds, spec, fresh } = options;
  return {
    ...{ dataset, model, backend },
    ...(windows === undefined ? {} : { windows }),
    ...(fresh === undefined ? {} : { fresh }),
    settings: {
      seed: options.seed ?? config.seed,
      ...(horizon === undefined ? {} : { horizon }),
      ...(quantiles === undefined ? {} : { quantileLevels: [...quantiles] }),
      ...(lookbacks === undefined ? {} : { lookbacks: [...lookbacks] }),
      ...(members === undefined ? {} : { members }),
      ...(steps === undefined ? {} : { steps }),
      ...(batch === undefined ? {} : { batchSize: batch }),
      network: {
        ...(width === undefined ? {} : { width }),
        ...(layers === undefined ? {} : { layers }),
        ...(kinds === undefined ? {} : { stacks: [...kinds] }),
      },
      ...(spec === undefined ? {} : { features: readFeatureSpec(spec) }),
      ...(options.demandOnly === true ? { features: null } : {}),
      ...(options.earlyStopping === true ? { earlyStopping: {} } : {}),
    },
  };
}

function stacks(text: string): readonly StackKind[] {
  return texts(text).map((name) => {
    const kind = stackKinds.find((known) => known === name);
    if (kind !== undefined) return kind;
    throw new InvalidArgumentError(`Expected some of ${stackKinds.join(', ')}.`);
  });
}
