import type { FittedFeatures } from '#core/features';

import type { Dataset } from '../catalog/index.ts';
import { type LevelMetrics, type ManifestFacts, manifestSchemaVersion } from '../models/index.ts';
import { featureFacts } from '../network-inputs/index.ts';
import type { LearnedArchitecture, LearnedKind } from '../training/index.ts';
import type { TrainingEngine } from './ports.ts';
import type { ModelSettings, TrainableModel } from './train-command.ts';

/** What is known of a version once it is trained and scored. */
interface FinishedTraining {
  readonly named: {
    readonly model: TrainableModel;
    readonly version: string;
    readonly kind: LearnedKind;
    readonly architecture: LearnedArchitecture;
  };
  readonly dataset: Dataset;
  readonly datasetVersion: string;
  readonly settings: ModelSettings;
  readonly engine: Pick<TrainingEngine, 'backend' | 'version'>;
  readonly release: string;
  /** First and last period that the weights have seen. */
  readonly window: { readonly from: string; readonly to: string };
  readonly items: number;
  /** Null where the networks read demand alone. */
  readonly fitted: FittedFeatures | null;
  /** Origins behind it, one horizon apart. */
  readonly windows: number;
  readonly scores: { readonly singleRun: LevelMetrics[]; readonly backtest: LevelMetrics[] };
}

/** What people call the networks. */
const titles = {
  mlp: 'Dense networks',
  'n-beats': 'N-BEATS',
} satisfies Record<TrainableModel, string>;

/** The facts of the manifest; nothing in them depends on when or where the training ran, but for its backend. */
export function modelFacts(training: FinishedTraining): Record<keyof ManifestFacts, unknown> {
  const { named, dataset, datasetVersion, settings, engine, window, scores, fitted } = training;
  const { horizon, quantileLevels, lookbacks, members, seed } = settings;
  const longest = Math.max(...lookbacks) * horizon;
  return {
    ...named,
    schemaVersion: manifestSchemaVersion,
    description: `${titles[named.model]}: ${members} networks for quantiles and ${members} for the mean, trained on all items together.`,
    intendedUse: `Forecasts of up to ${horizon} periods of items of this dataset and of items like them.`,
    limits: [
      fitted === null
        ? `It sees the last ${longest} periods of an item's demand and nothing else: no events, no prices, no season of a year.`
        : `It sees the last ${fitted.spec.inputSize} periods of an item, and of the periods ahead what is known of them: calendar, events and prices. Where prices are not planned, the last one is carried on.`,
      'Items with few known values are forecast from less than the networks were trained on.',
      ...(dataset.synthetic ? ['Its data were generated: it says nothing of real demand.'] : []),
    ],
    ...(fitted === null
      ? {
          features: { demand: { scaledBy: settings.scale, of: 'each window' } },
          scalers: {},
          categories: {},
        }
      : featureFacts(fitted)),
    dataset: {
      slug: dataset.slug,
      version: datasetVersion,
      frequency: dataset.calendar.frequency,
      synthetic: dataset.synthetic,
    },
    trainingWindow: { ...window, items: training.items },
    // Without the spec, which `features` has.
    hyperparameters: Object.fromEntries(
      Object.entries(settings).filter(([name]) => name !== 'features'),
    ),
    seed,
    backend: engine.backend,
    libraries: { forecastle: training.release, tensors: engine.version },
    metrics: {
      singleRun: scores.singleRun,
      backtest: {
        ...{ datasetVersion, horizon, stepSize: horizon },
        windows: training.windows,
        levels: scores.backtest,
      },
    },
    input: { shape: [null, longest] },
    output: { shape: [null, quantileLevels.length + 1, horizon] },
    createdAt: `${window.to.slice(0, 10)}T00:00:00Z`,
  };
}
