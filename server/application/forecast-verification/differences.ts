import { modelNamed } from '#core/models';

import type { ItemForecast } from '../forecasts/index.ts';
import type { Claim } from './claim.ts';
import { largestDifference, type ValueDifference } from './largest-difference.ts';

/** What of a forecast is not as it was said to be. */
export type ForecastDifferenceKind =
  | 'DATASET_VERSION'
  | 'MODEL_VERSION'
  | 'RELEASE'
  | 'ARTIFACT'
  | 'BACKEND'
  | 'SEED'
  | 'CONFIG'
  | 'DATES'
  | 'VALUES';

export interface ForecastDifference {
  readonly kind: ForecastDifferenceKind;
  readonly expected: string;
  readonly found: string;
  /** One sentence: what it means. */
  readonly detail: string;
}

/** Relative, and absolute below 1: what two tensor backends may differ by. */
const backendTolerance = 1e-4;

/** Everything in which a claim and the forecast that is computed now differ. */
export function compareForecast(
  claim: Claim,
  found: ItemForecast,
): {
  readonly differences: readonly ForecastDifference[];
  readonly largest: ValueDifference | null;
} {
  const backends = backendDifference(claim, found);
  const largest = largestDifference(claim, found, backends.length > 0 ? backendTolerance : 0);
  const origins = [...datasetDifference(claim, found), ...modelDifferences(claim, found)];
  const seeds = difference('SEED', claim.provenance.seed, found.provenance.seed, {
    detail: 'Set SEED as it was then to compute the same.',
  });
  const explained = seeds.length > 0 || origins.some(({ kind }) => kind === 'RELEASE');
  const differences = [
    ...origins,
    ...backends,
    ...seeds,
    // The hash is over release and seed, too: a difference of theirs is not said twice.
    ...(explained ? [] : configDifference(claim, found)),
    ...difference('DATES', claim.dates.join(' '), found.dates.join(' '), {
      detail: 'The periods are not those behind the cutoff.',
    }),
    ...valueDifference(largest),
  ];
  return { differences, largest };
}

function difference(
  kind: ForecastDifferenceKind,
  expected: string | number,
  found: string | number,
  { detail }: { readonly detail: string },
): readonly ForecastDifference[] {
  if (expected === found) return [];
  return [{ kind, expected: String(expected), found: String(found), detail }];
}

function datasetDifference(claim: Claim, { provenance, item }: ItemForecast) {
  const { datasetVersion, asOf } = claim.provenance;
  return difference('DATASET_VERSION', datasetVersion, provenance.datasetVersion, {
    detail: `What was recorded of ${item.datasetSlug} by ${asOf.toISOString()} is another version here.`,
  });
}

function modelDifferences(claim: Claim, found: ItemForecast): readonly ForecastDifference[] {
  const { modelVersion, artifactSha256 } = claim.provenance;
  const { modelVersion: version, artifactSha256: sha256 } = found.provenance;
  if (modelVersion === version) {
    return artifactSha256 == null
      ? []
      : difference('ARTIFACT', artifactSha256, sha256 ?? 'none', {
          detail: `${modelVersion} is published here with other files.`,
        });
  }
  const [name = ''] = modelVersion.split('@');
  if (modelNamed(name) !== null && version.startsWith(`${name}@`)) {
    return difference('RELEASE', modelVersion, version, {
      detail: 'Another release computes here; its models may give other values.',
    });
  }
  const reason = found.degradation;
  return difference('MODEL_VERSION', modelVersion, version, {
    detail:
      reason === null
        ? `${modelVersion} is not available here.`
        : `${modelVersion} cannot answer here: ${reason.reason}: ${reason.detail}`,
  });
}

function backendDifference(claim: Claim, found: ItemForecast): readonly ForecastDifference[] {
  const { backend } = claim.provenance;
  const here = found.provenance.backend;
  if (backend == null || here === null) return [];
  return difference('BACKEND', nameOf(backend), nameOf(here), {
    detail: `Values are compared within ${backendTolerance} instead of bit for bit.`,
  });
}

function nameOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name} (${version})`;
}

function configDifference(claim: Claim, { provenance }: ItemForecast) {
  return difference('CONFIG', claim.provenance.configHash, provenance.configHash, {
    detail:
      'Settings that decide the numbers are others: the ladder of models, the calendar or the missing-value policy of the dataset.',
  });
}

function valueDifference(largest: ValueDifference | null): readonly ForecastDifference[] {
  if (largest === null || largest.isWithinTolerance) return [];
  const { column, date, expected, found, size } = largest;
  return [
    {
      kind: 'VALUES',
      expected: String(expected),
      found: String(found),
      detail: `The largest difference is ${size}: ${column} of ${date}.`,
    },
  ];
}
