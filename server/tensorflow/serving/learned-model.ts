import { ForecastError, invariant } from '#core/errors';
import {
  type FeatureBlocks,
  type FeatureData,
  featureInputs,
  type FittedFeatures,
} from '#core/features';
import {
  type ForecastRequest,
  type SeriesForecast,
  packedRowLength,
  unpackForecasts,
} from '#core/models';
import { combineMembers, featureBatch, lastWindows, type WindowBatch } from '#core/models/neural';
import { countsWholeUnits, periodRows, type Series } from '#core/series';

import type { LoadedArtifact } from '../../application/models/index.ts';
import type { RowsRequest } from '../../application/serving/index.ts';
import {
  inputSizeOf,
  isLearnedKind,
  type LearnedArchitecture,
  learnedArchitectureSchema,
} from '../../application/training/index.ts';
import { FeatureRows } from './feature-rows.ts';
import { type MemberNetwork, openMember } from './member-network.ts';
import { type EnsembleOutputs, readForecasts } from './read-forecasts.ts';

/** What is asked of a learned model. */
export interface LearnedRequest extends ForecastRequest {
  readonly cutoff: number;
  /** What the features of the series are made of; null where the model reads demand alone. */
  readonly features: FeatureData | null;
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
   * Forecasts of many requests with one batched call per member: of `rows` histories each, one request after the other. Any history
   * gives an answer, and whether that is finite is the caller's to see.
   * @param histories row by row `inputSize` periods up to the cutoff, NaN where nothing is known
   * @returns request by request and series by series the mean, the median and the quantiles level by level
   * @throws ForecastError ARTIFACT_UNUSABLE for a horizon that was not trained, and where the model reads features and none came.
   */
  answer(histories: Float64Array, requests: readonly RowsRequest[]): Float64Array;
  /**
   * Forecasts of the periods behind `cutoff`. Values of a series behind the cutoff are not seen.
   * @throws ForecastError as `answer`.
   */
  forecast(series: readonly Series[], request: LearnedRequest): readonly SeriesForecast[];
}

/** The part of an artifact that a model is made of. */
export type ModelParts = Pick<LoadedArtifact, 'tensors'> & {
  readonly manifest: Pick<
    LoadedArtifact['manifest'],
    'model' | 'version' | 'kind' | 'architecture'
  >;
  /** null where it reads demand alone. */
  readonly features: FittedFeatures | null;
};

/** Consecutive rows of one call. */
interface Rows {
  readonly histories: readonly Float64Array[];
  readonly features: FeatureBlocks | null;
}

/**
 * Puts the weights of a verified artifact on the backend, which must be open.
 * @throws ForecastError ARTIFACT_UNUSABLE, reason MODEL_LOAD_FAILED, where weights and architecture do not fit together.
 */
export function createLearnedModel({ manifest, features, tensors }: ModelParts): LearnedModel {
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
  return modelOf({ architecture, fitted: features, members, close, unusable });
}

interface OpenedParts {
  readonly architecture: LearnedArchitecture;
  readonly fitted: FittedFeatures | null;
  readonly members: readonly MemberNetwork[];
  readonly close: () => void;
  readonly unusable: (problem: string) => ForecastError;
}

function modelOf(parts: OpenedParts): LearnedModel {
  const { architecture, fitted, members, close, unusable } = parts;
  const { horizon, minimumLength } = architecture;
  const quantileMembers = members.filter(({ role }) => role === 'quantiles');
  const meanMembers = members.filter(({ role }) => role === 'mean');
  const quantileLevels = architecture.members.find(
    ({ role }) => role === 'quantiles',
  )!.quantileLevels!;
  const inputSize = inputSizeOf(architecture, fitted);
  const mostRows = Math.min(...members.map(({ bestRows }) => bestRows));
  const featureRows = fitted && new FeatureRows(fitted, horizon);

  const windowsOf = (
    { shape, transform }: MemberNetwork,
    { histories, features }: Rows,
  ): WindowBatch => {
    if (transform.scale !== 'features') return lastWindows(histories, shape, transform);
    const widths = architecture.features;
    if (features === null || widths === null) throw unusable('it reads features, and none came.');
    const samples = { blocks: features, widths, first: 0 };
    return featureBatch(samples, { ...shape, rows: histories.length }, transform.link);
  };

  const outputsOf = (rows: Rows): EnsembleOutputs => {
    /** Members that read the same share one batch. */
    const batches = new Map<string, WindowBatch>();
    const predict = (member: MemberNetwork): Float64Array => {
      const key = JSON.stringify([member.shape, member.transform]);
      const batch = batches.get(key) ?? windowsOf(member, rows);
      batches.set(key, batch);
      return member.predict(batch);
    };
    return {
      trainedHorizon: horizon,
      trainedLevels: quantileLevels,
      quantiles: combineMembers(quantileMembers.map(predict), 'median'),
      mean: meanMembers.length === 0 ? null : combineMembers(meanMembers.map(predict), 'mean'),
      wholeUnits: Uint8Array.from(rows.histories, (history) => Number(countsWholeUnits(history))),
    };
  };

  const answer = (histories: Float64Array, requests: readonly RowsRequest[]): Float64Array => {
    for (const request of requests) {
      if (request.horizon <= horizon) continue;
      throw unusable(
        `it forecasts ${horizon} periods ahead, but ${request.horizon} were asked for.`,
      );
    }
    const rows = requests.reduce((sum, request) => sum + request.rows, 0);
    invariant(
      histories.length === rows * inputSize,
      `${rows} rows of ${inputSize} periods came as ${histories.length} values`,
    );
    if (featureRows !== null && requests.some(({ features }) => features === null)) {
      throw unusable('it reads features, and none came.');
    }
    const blocksOf = featureRows?.of(requests.flatMap(({ features }) => features ?? [])) ?? null;
    const answers = new Float64Array(
      requests.reduce((sum, request) => sum + request.rows * packedRowLength(request), 0),
    );
    for (let from = 0; from < rows; from += mostRows) {
      const to = Math.min(rows, from + mostRows);
      const outputs = outputsOf({
        histories: Array.from({ length: to - from }, (_, row) =>
          histories.subarray((from + row) * inputSize, (from + row + 1) * inputSize),
        ),
        features: blocksOf?.(from, to) ?? null,
      });
      let [row, offset] = [0, 0];
      for (const request of requests) {
        const range = { first: Math.max(from, row), end: Math.min(to, row + request.rows) };
        const length = packedRowLength(request);
        if (range.first < range.end) {
          const place = offset + (range.first - row) * length;
          const here = { first: range.first - from, end: range.end - from };
          readForecasts(outputs, here, request, answers.subarray(place));
        }
        row += request.rows;
        offset += request.rows * length;
      }
    }
    return answers;
  };

  return {
    horizon,
    inputSize,
    minimumLength,
    quantileLevels,
    answer,
    forecast: (series, { cutoff, features: data, ...request }) => {
      const histories = periodRows(series, cutoff - inputSize + 1, inputSize);
      const features = fitted && data && featureInputs(fitted, data, { cutoff, horizon });
      const packed = answer(histories, [{ rows: series.length, ...request, features }]);
      return unpackForecasts(packed, request);
    },
    [Symbol.dispose]: close,
  };
}
