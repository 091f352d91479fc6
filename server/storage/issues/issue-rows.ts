import type { ForecastIssue, IssuedRow } from '../../application/forecast-issues/index.ts';
import type { DegradationReason } from '../../application/forecasts/index.ts';
import type { TensorBackend } from '../../application/serving/index.ts';
import { decodeFloat64Array } from '../copy/decode-array.ts';

/** The columns of an issue `i` with the slug of its dataset `d`. */
export const issueColumns = `
  i.id, i.dataset_id as "datasetId", d.slug as dataset, i.basis_hash as "basisHash", i.config_hash as "configHash", i.model,
  i.model_version as "modelVersion", i.artifact_sha256 as "artifactSha256", i.sequence, i.as_of as "asOf",
  i.dataset_version as "datasetVersion", i.cutoff, i.horizon, i.quantile_levels as "quantileLevels", i.seed, i.items,
  i.created_at as "startedAt", i.completed_at as "issuedAt"`;

export const issueTables = 'forecast_issue i join dataset d on d.id = i.dataset_id';

/** The columns above as they come: each is what the type says. */
export type IssueRow = ForecastIssue;

/** The columns of a forecast `f`. `array_send` spares both sides the text form of the numbers. */
export const issuedColumns = `
  f.item_id as "itemId", f.served_model as "servedModel", f.model_version as "modelVersion",
  f.artifact_sha256 as "artifactSha256", f.backend_name as "backendName", f.backend_version as "backendVersion", f.reason,
  f.detail, f.repeatable, array_send(f.mean) as mean, array_send(f.median) as median,
  array_send(f.quantiles) as quantiles`;

export interface StoredIssuedRow {
  readonly itemId: number;
  readonly servedModel: string;
  readonly modelVersion: string;
  readonly artifactSha256: string | null;
  /** Names and reasons are those that were stored. */
  readonly backendName: TensorBackend['name'] | null;
  readonly backendVersion: string | null;
  readonly reason: DegradationReason | null;
  readonly detail: string | null;
  readonly repeatable: boolean;
  readonly mean: Buffer;
  readonly median: Buffer;
  readonly quantiles: Buffer;
}

export function issuedFromRow(row: StoredIssuedRow): IssuedRow {
  const { backendName, backendVersion, reason, detail } = row;
  return {
    itemId: row.itemId,
    servedModel: row.servedModel,
    modelVersion: row.modelVersion,
    artifactSha256: row.artifactSha256,
    isRepeatable: row.repeatable,
    backend: backendName === null ? null : { name: backendName, version: backendVersion ?? '' },
    degradation: reason === null ? null : { reason, detail: detail ?? '' },
    forecast: {
      mean: decodeFloat64Array(row.mean),
      median: decodeFloat64Array(row.median),
      quantiles: decodeFloat64Array(row.quantiles),
    },
  };
}
