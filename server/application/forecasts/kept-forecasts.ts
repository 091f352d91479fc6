import { packForecasts, type SeriesForecast, unpackForecasts } from '#core/models';

import type { Item } from '../catalog/index.ts';
import type { ForecastShape } from './forecast-shape.ts';
import type { KeptValues, KeepValues } from './ports.ts';
import type { ServedSeries } from './serve-ladder.ts';

/** All that decides the numbers of a forecast beside the item: another value of any of it is another forecast. */
export interface ForecastBasis {
  /** Of the settings in the provenance: horizon, levels, seed, calendar, policy, release, ladder. */
  readonly configHash: string;
  readonly artifactSha256: string;
  readonly datasetId: number;
  /** The snapshot that is read, which `asOf` chooses. */
  readonly sequence: number;
  readonly datasetVersion: string;
  /** Last period that the model sees. */
  readonly cutoff: number;
}

interface Keeping {
  /** Of all forecasts, more than 0. */
  readonly mostBytes: number;
  readonly keep: KeepValues;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
}

interface Entry {
  readonly packed: Float64Array;
  readonly backend: ServedSeries['backend'];
}

/** What an entry takes beside its numbers: its key, its place and three objects. */
const bytesPerEntry = 512;

/**
 * Forecasts of single items by learned models, each as the model that was asked for made it; those that another model had to make are
 * never kept. Nothing becomes stale: an ingestion or a promotion is another basis.
 */
export class KeptForecasts {
  readonly #values: KeptValues<Entry>;
  readonly #sha256: Keeping['sha256'];

  constructor({ mostBytes, keep, sha256 }: Keeping) {
    this.#values = keep(mostBytes);
    this.#sha256 = sha256;
  }

  /** Answers the items that are known, asks `serve` for the others, and keeps what the requested model made of them. */
  async serve(
    items: readonly Item[],
    {
      basis,
      shape,
      model,
    }: {
      readonly basis: ForecastBasis;
      readonly shape: ForecastShape;
      /** Name of the model that is asked for. */
      readonly model: string;
    },
    serve: (items: readonly Item[]) => Promise<readonly ServedSeries[]>,
  ): Promise<{ readonly served: readonly ServedSeries[]; readonly hits: number }> {
    const { configHash, artifactSha256, datasetId, sequence, datasetVersion, cutoff } = basis;
    const hash = this.#sha256(
      JSON.stringify([configHash, artifactSha256, datasetId, sequence, datasetVersion, cutoff]),
    );
    const keyOf = ({ id }: Item): string => `${hash}:${id}`;
    const known = items.map((item) => this.#values.get(keyOf(item)) ?? null);
    const others = items.filter((_, place) => known[place] === null);
    const fresh = others.length === 0 ? [] : await serve(others);
    for (const [place, { forecast, degradation, backend }] of fresh.entries()) {
      if (degradation !== null) continue;
      const packed = packForecasts([forecast], shape);
      const entry = { packed, backend };
      this.#values.set(keyOf(others[place]!), entry, packed.byteLength + bytesPerEntry);
    }
    let next = 0;
    const served = known.map((entry): ServedSeries => {
      if (entry === null) return fresh[next++]!;
      const { packed, backend } = entry;
      const [forecast] = unpackForecasts(packed, shape) as [SeriesForecast];
      return { forecast, servedModel: model, degradation: null, backend, isRepeatable: true };
    });
    return { served, hits: items.length - others.length };
  }
}
