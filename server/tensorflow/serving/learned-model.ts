import { ForecastError } from '#core/errors';
import type { FeatureBlocks } from '#core/features';
import type { ForecastRequest, SeriesForecast } from '#core/models';
import { combineMembers, featureBatch, lastWindows, type WindowBatch } from '#core/models/neural';
import { countsWholeUnits, type Series } from '#core/series';

import type { LoadedArtifact } from '../../application/models/index.ts';
import {
  isLearnedKind,
  type LearnedArchitecture,
  learnedArchitectureSchema,
} from '../../application/training/index.ts';
import { type MemberNetwork, openMember } from './member-network.ts';
import { readForecasts } from './read-forecasts.ts';

/** What is asked of a learned model. */
export interface LearnedRequest extends ForecastRequest {
  readonly cutoff: number;
  /** Of the series at the cutoff, over the trained horizon; null where the model reads demand alone. */
  readonly features: FeatureBlocks | null;
}

/** A published model with its weights on the tensor backend of this thread. */
export interface LearnedModel extends Disposable {
  /** Periods ahead at the most. */
  readonly horizon: number;
  /** Periods of history that can influence a forecast. */
  readonly inputSize: number;
  /** Known values that a series needs to be forecast well. */
  readonly minimumLength: number;
  /** Levels that were trained; others lie on straight lines between them. */
  readonly quantileLevels: readonly number[];
  /**
   * Forecasts of the periods behind `cutoff`, with one batched call per member. Values of a series behind the cutoff are not
   * seen; any history gives an answer, and whether it is finite is the caller's to see.
   * @throws ForecastError ARTIFACT_UNUSABLE for a horizon that was not trained, and where the model reads features and none came.
   */
  forecast(series: readonly Series[], request: LearnedRequest): readonly SeriesForecast[];
}

/** The part of an artifact that a model is made of. */
export type ModelParts = Pick<LoadedArtifact, 'tensors'> & {
  readonly manifest: Pick<
    LoadedArtifact['manifest'],
    'model' | 'version' | 'kind' | 'architecture'
  >;
};

/** Series of one call; `first` is the place of the first of them among the features. */
interface Rows {
  readonly histories: readonly Float64Array[];
  readonly features: FeatureBlocks | null;
  readonly first: number;
}

/** Rows of one call; bounds the memory of one. */
const mostRows = 2048;

/**
 * Puts the weights of a verified artifact on the backend, which must be open.
 * @throws ForecastError ARTIFACT_UNUSABLE, reason MODEL_LOAD_FAILED, where weights and architecture do not fit together.
 */
export function createLearnedModel({ manifest, tensors }: ModelParts): LearnedModel {
  const unusable = (problem: string): ForecastError => {
    const { model, version } = manifest;
    const facts = { model, version, reason: 'MODEL_LOAD_FAILED', problem };
    return new ForecastError(
      'ARTIFACT_UNUSABLE',
      `${model}@${version} cannot be served: ${problem}`,
      facts,
    );
  };
  if (!isLearnedKind(manifest.kind)) {
    throw unusable(`this release serves no networks of kind ${manifest.kind}.`);
  }
  const parsed = learnedArchitectureSchema.safeParse(manifest.architecture);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw unusable(`its architecture breaks a rule at ${path.join('.')}: ${message}.`);
  }
  const architecture = parsed.data;
  const members: MemberNetwork[] = [];
  const close = (): void => {
    for (const member of members) member.dispose();
  };
  try {
    const left = new Map(tensors.map((tensor) => [tensor.name, tensor]));
    for (const [place, member] of architecture.members.entries()) {
      members.push(openMember(place, member, left));
    }
    if (left.size > 0) throw new Error(`${[...left.keys()][0]!} belongs to no member.`);
  } catch (error) {
    close();
    throw unusable(error instanceof Error ? error.message : String(error));
  }
  return modelOf(architecture, members, close, unusable);
}

function modelOf(
  architecture: LearnedArchitecture,
  members: readonly MemberNetwork[],
  close: () => void,
  unusable: (problem: string) => ForecastError,
): LearnedModel {
  const { horizon, minimumLength } = architecture;
  const quantileMembers = members.filter(({ role }) => role === 'quantiles');
  const meanMembers = members.filter(({ role }) => role === 'mean');
  const quantileLevels = architecture.members.find(
    ({ role }) => role === 'quantiles',
  )!.quantileLevels!;
  const inputSize = Math.max(...members.map(({ shape }) => shape.inputSize));

  const windowsOf = (
    { shape, transform }: MemberNetwork,
    { histories, features, first }: Rows,
  ): WindowBatch => {
    if (transform.scale !== 'features') return lastWindows(histories, shape, transform);
    const widths = architecture.features;
    if (features === null || widths === null) throw unusable('it reads features, and none came.');
    const samples = { blocks: features, widths, first };
    return featureBatch(samples, { ...shape, rows: histories.length }, transform.link);
  };
  const forecastRows = (rows: Rows, request: ForecastRequest): readonly SeriesForecast[] => {
    const { histories } = rows;
    const predict = (member: MemberNetwork): Float64Array =>
      member.predict(windowsOf(member, rows));
    return readForecasts(
      {
        rows: histories.length,
        trainedHorizon: horizon,
        trainedLevels: quantileLevels,
        quantiles: combineMembers(quantileMembers.map(predict), 'median'),
        mean: meanMembers.length === 0 ? null : combineMembers(meanMembers.map(predict), 'mean'),
        wholeUnits: histories.map(countsWholeUnits),
      },
      request,
    );
  };

  return {
    horizon,
    inputSize,
    minimumLength,
    quantileLevels,
    forecast: (series, { cutoff, features, ...request }) => {
      if (request.horizon > horizon) {
        throw unusable(
          `it forecasts ${horizon} periods ahead, but ${request.horizon} were asked for.`,
        );
      }
      const histories = series.map((one) => lastPeriods(one, cutoff, inputSize));
      const firsts = Array.from(
        { length: Math.ceil(histories.length / mostRows) },
        (_, part) => part * mostRows,
      );
      return firsts.flatMap((first) => {
        const some = histories.slice(first, first + mostRows);
        return forecastRows({ histories: some, features, first }, request);
      });
    },
    [Symbol.dispose]: close,
  };
}

/** The `size` periods up to the cutoff, NaN where the series knows nothing. */
function lastPeriods({ start, values }: Series, cutoff: number, size: number): Float64Array {
  const history = new Float64Array(size).fill(Number.NaN);
  const first = cutoff - size + 1;
  const from = Math.max(start, first);
  const to = Math.min(start + values.length, cutoff + 1);
  if (from < to) history.set(values.subarray(from - start, to - start), from - first);
  return history;
}
