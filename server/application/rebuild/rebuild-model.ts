import { isForecastError } from '#core/errors';
import { z } from 'zod';

import type { BacktestReport, LearnedModelFinder, RunBacktest } from '../backtests/index.ts';
import {
  type ModelTraining,
  trainCommand,
  type TrainingStart,
  type TrainModel,
} from '../model-training/index.ts';
import {
  type ModelRegistry,
  type MoveResult,
  type PromoteModel,
  referenceText,
  type RegisteredVersion,
  type SetDefaultModel,
} from '../models/index.ts';
import { parseInput } from '../parse-input.ts';
import type { OnProgress, Tracer } from '../telemetry.ts';
import { type CheckData, refuseUnfitData } from './check-data.ts';
import type { DataCheck } from './data-check.ts';

/** What every candidate is compared with: the floor, and the statistical model that serves where no network can. */
const comparedModels = ['ets-ana', 'seasonal-naive'] as const;

/** What `RebuildModel` takes: a training, and what becomes of a version that passes the gate. */
export const rebuildCommand = trainCommand.extend({
  /** Who asks; kept in the ledger. */
  actor: z.string().trim().min(1).max(200),
  /** `approval` = a version that passes the gate becomes challenger, which serves nobody, and waits for somebody to promote it. */
  promotion: z.enum(['automatic', 'approval']).default('automatic'),
  /** Whether the dataset has the model as its default afterwards. */
  setsDefault: z.boolean().default(true),
});
export type RebuildInquiry = z.input<typeof rebuildCommand>;
type RebuildCommand = z.output<typeof rebuildCommand>;

/** In this order; `features` reads what the networks are told, `train` ends with the published version. */
export const rebuildStages = ['check', 'features', 'train', 'backtest', 'promote'] as const;
export type RebuildStage = (typeof rebuildStages)[number];

interface RebuildPorts {
  readonly checkData: Pick<CheckData, 'execute'>;
  readonly trainModel: Pick<TrainModel, 'execute'>;
  readonly runBacktest: Pick<RunBacktest, 'execute'>;
  readonly promoteModel: Pick<PromoteModel, 'execute'>;
  readonly setDefaultModel: Pick<SetDefaultModel, 'execute'>;
  readonly registry: Pick<ModelRegistry, 'models'>;
  readonly learned: LearnedModelFinder;
  readonly tracer: Tracer;
}

export interface RebuildControl {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Hears of each stage when it begins. */
  readonly onStage: (stage: RebuildStage) => void;
  /** Hears what the checks found, also where they refuse. */
  readonly onChecks: (checks: readonly DataCheck[]) => void;
  readonly onStart: (start: TrainingStart) => void;
}

/** A version that was made, and what the gate said to it. */
export interface Rebuild {
  readonly checks: readonly DataCheck[];
  readonly training: ModelTraining;
  /** The version beside the champion and the statistical models, in the same windows. */
  readonly backtest: BacktestReport;
  /** Its `entry` is null where the gate refused: then nothing has changed for those who ask for forecasts. */
  readonly promotion: MoveResult;
  /** The default model of the dataset, where it was set. */
  readonly defaultModel: string | null;
}

/**
 * Use case: everything from a dataset to a model that serves: check the data, train, score the published version on rolling origins
 * that its weights have not seen, ask the gate, promote. Each part goes on where it was when the same is asked for again, and
 * what is finished is not done again. The same data, settings, backend and release give the same artifact.
 */
export class RebuildModel {
  readonly #ports: RebuildPorts;

  constructor(ports: RebuildPorts) {
    this.#ports = ports;
  }

  /**
   * What the gate refuses is a result, not an error.
   * @throws ForecastError DATA_UNFIT, and what training and backtests throw.
   */
  async execute(input: unknown, control: RebuildControl): Promise<Rebuild> {
    const command = parseInput(rebuildCommand, input);
    const facts = { 'model.name': command.model, dataset: command.dataset };
    return this.#ports.tracer.span('model.rebuild', facts, async () => {
      control.onStage('check');
      const checks = await this.#ports.checkData.execute(command, control);
      control.onChecks(checks);
      refuseUnfitData(command.dataset, checks);
      const training = await this.#train(command, control);
      control.onStage('backtest');
      const backtest = await this.#backtest(command, training.version, control);
      control.onStage('promote');
      return { checks, training, backtest, ...(await this.#promote(command, training, backtest)) };
    });
  }

  #train(command: RebuildCommand, control: RebuildControl): Promise<ModelTraining> {
    const { dataset, model, settings, windows, backend, asOf, fresh } = command;
    control.onStage('features');
    return this.#ports.trainModel.execute(
      { dataset, model, settings, windows, backend, asOf, fresh },
      {
        ...control,
        onStart: (start) => {
          control.onStart(start);
          control.onStage('train');
        },
      },
    );
  }

  async #backtest(
    { dataset, model, settings, windows, asOf }: RebuildCommand,
    version: RegisteredVersion,
    control: RebuildControl,
  ): Promise<BacktestReport> {
    const { horizon, quantileLevels, seed } = settings;
    const champion = await this.#comparableChampion(model, version);
    return this.#ports.runBacktest.execute(
      {
        ...{ dataset, horizon, windows, quantileLevels, seed, asOf },
        models: [referenceText(version), ...champion, ...comparedModels],
      },
      control,
    );
  }

  /** The champion that the gate compares with, unless it cannot be scored in these windows; then the gate says so. */
  async #comparableChampion(
    model: string,
    { version, manifest }: RegisteredVersion,
  ): Promise<readonly string[]> {
    const place = await this.#champion(model);
    if (place === undefined || place.version === version) return [];
    const name = referenceText({ model, version: place.version });
    const { dataset, trainingWindow, metrics } = manifest;
    const asked = { horizon: metrics.backtest!.horizon, frequency: dataset.frequency };
    const champion = await this.#ports.learned.find(name).catch((error: unknown) => {
      if (isForecastError(error, 'MODEL_UNAVAILABLE')) return null;
      throw error;
    });
    if (champion?.unsuitable(asked) !== null) return [];
    // Windows begin where the candidate's weights end; dates of one frequency sort as texts.
    const { seen } = champion;
    return seen.dataset === dataset.slug && seen.to > trainingWindow.to ? [] : [name];
  }

  async #champion(model: string) {
    const known = (await this.#ports.registry.models()).find(({ name }) => name === model);
    return known?.aliases.find(({ alias }) => alias === 'champion');
  }

  async #promote(
    { dataset, model, actor, setsDefault, promotion: asked }: RebuildCommand,
    { version: { version } }: ModelTraining,
    { run }: BacktestReport,
  ): Promise<Pick<Rebuild, 'promotion' | 'defaultModel'>> {
    // A version that serves already waits for nobody.
    const waits = asked === 'approval' && (await this.#champion(model))?.version !== version;
    const alias = waits ? 'challenger' : 'champion';
    const reason = `rebuilt on ${dataset}`;
    const promotion = await this.#ports.promoteModel.execute({
      ...{ model, version, alias, actor, reason, backtest: run.id },
    });
    if (promotion.entry === null || waits || !setsDefault) return { promotion, defaultModel: null };
    const { dataset: changed } = await this.#ports.setDefaultModel.execute({ dataset, model });
    return { promotion, defaultModel: changed?.defaultModel ?? null };
  }
}
