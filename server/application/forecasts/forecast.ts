import type { Item } from '../catalog/index.ts';
import type { TensorBackend } from '../serving/index.ts';
import type { Degradation } from './degradation.ts';
import type { ForecastScenario } from './forecast-scenario.ts';

/** Everything that is needed to recompute a forecast byte for byte, and to find its trace. */
export interface Provenance {
  /** `name@version` of the model that answered; baselines carry the release version. */
  readonly modelVersion: string;
  /** SHA-256 of the model's artifact; null for baselines, which have none. */
  readonly artifactSha256: string | null;
  /** What computed it, for learned models; null for all others, which are computed alike everywhere. */
  readonly backend: TensorBackend | null;
  readonly datasetVersion: string;
  /** `recordedAt` of the newest ingestion that the forecast saw. Ask with this `asOf` to get the same answer. */
  readonly asOf: Date;
  readonly seed: number;
  /** SHA-256 over the settings that influence the numbers. */
  readonly configHash: string;
  /** Trace id of the request, 32 hex digits; null where tracing is off. */
  readonly traceId: string | null;
  /** Computed for this request, or by a refresh before it; the numbers are the same. */
  readonly source: 'ON_DEMAND' | 'STORED';
}

/** The forecast of one item: lead time h + 1 is index h of every array. */
export interface ItemForecast {
  readonly item: Item;
  /** Start of the last period that the model saw, ISO (`2016-05-22` or `2016-05-22T13:00:00Z`). */
  readonly cutoff: string;
  readonly dates: readonly string[];
  readonly mean: Float64Array;
  readonly median: Float64Array;
  readonly quantiles: readonly { readonly level: number; readonly values: Float64Array }[];
  readonly requestedModel: string;
  readonly servedModel: string;
  /** null when the requested model answered. */
  readonly degradation: Degradation | null;
  /** What was assumed beside what is planned; null where nothing was. */
  readonly scenario: ForecastScenario | null;
  readonly provenance: Provenance;
}
