import type { ForecastShape } from './forecast-shape.ts';
import type { ServedSeries, StepDown } from './serve-ladder.ts';

/** A forecast as it was issued. */
export interface StoredForecast extends Omit<ServedSeries, 'degradation'> {
  /** null when the requested model answered. */
  readonly degradation: StepDown | null;
}

/** What a complete issue says of some items. */
export interface StoredForecasts {
  /** As issued, which may be more than was asked for. */
  readonly shape: ForecastShape;
  /** By item id; an item that is absent was not issued. */
  readonly forecasts: ReadonlyMap<number, StoredForecast>;
}

/** Reads forecasts that were computed before they were asked for. */
export interface StoredForecastReader {
  /**
   * The best complete issue of that basis which reaches as far and has every level: of the same horizon, else the newest; null
   * where there is none. One statement, whatever the number of items.
   */
  find(query: {
    readonly datasetId: number;
    readonly basisHash: string;
    readonly shape: ForecastShape;
    readonly itemIds: readonly number[];
  }): Promise<StoredForecasts | null>;
}
