import { referenceText } from '../models/index.ts';
import type { ForecastShape } from './forecast-shape.ts';
import type { Provenance } from './forecast.ts';
import type { Batch } from './resolve-batches.ts';
import type { Rung } from './serve-ladder.ts';

/** What decides the numbers of forecasts beside the data, the ladder and the shape. */
export interface BasisSettings {
  readonly seed: number;
  /** Release that computes; baselines are versioned with it. */
  readonly release: string;
}

type Hash = (text: string) => string;

/** The hash that provenance carries: over the settings that decide the numbers. */
export function configHashOf(
  { dataset: { calendar, missingValuePolicy }, scenario }: Pick<Batch, 'dataset' | 'scenario'>,
  { horizon, quantileLevels }: ForecastShape,
  rungs: readonly Rung[],
  { seed, release }: BasisSettings,
  sha256: Hash,
): string {
  const ladder = rungs.map(({ model }) => model);
  return sha256(
    JSON.stringify({
      release,
      ladder,
      seed,
      horizon,
      quantileLevels,
      calendar,
      missingValuePolicy,
      // Absent from the text where there is none.
      scenario: scenario?.contentSha256,
    }),
  );
}

/**
 * Hash over all that decides the forecast of an item but its shape: the data up to the cutoff, every rung of the ladder with
 * the artifact behind it or why there is none, and the settings. Forecasts of one basis are the same numbers.
 */
export function basisHashOf(
  { dataset, snapshot, cutoff }: Omit<Batch, 'items'>,
  rungs: readonly Rung[],
  { seed, release }: BasisSettings,
  sha256: Hash,
): string {
  const ladder = rungs.map(({ model, forecaster, problem = null }) => ({
    model,
    ...(forecaster === null
      ? { problem }
      : { artifact: forecaster.scope === 'learned' ? forecaster.sha256 : null }),
  }));
  const { id, calendar, missingValuePolicy } = dataset;
  const { sequence, datasetVersion } = snapshot;
  const data = { id, calendar, missingValuePolicy, sequence, datasetVersion, cutoff };
  return sha256(JSON.stringify({ data, ladder, seed, release }));
}

/** A learned version is named by the registry and known by its hash; a baseline is that of the release. */
export function versionOf(
  name: string,
  rungs: readonly Rung[],
  release: string,
): Pick<Provenance, 'modelVersion' | 'artifactSha256'> {
  const forecaster = rungs.find(({ model }) => model === name)?.forecaster;
  if (forecaster?.scope !== 'learned') {
    return { modelVersion: `${name}@${release}`, artifactSha256: null };
  }
  const { reference, sha256 } = forecaster;
  return { modelVersion: referenceText(reference), artifactSha256: sha256 };
}
