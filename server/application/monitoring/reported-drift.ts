import type { CatalogReader } from '../catalog/index.ts';
import type { Observation } from './observation.ts';
import type { DriftStore, ObservationSource } from './ports.ts';

/**
 * How much of each level has changed, by the newest report on drift of each dataset. Nothing is looked for anew, and a dataset
 * without a report has nothing to say.
 */
export class ReportedDrift implements ObservationSource {
  readonly #catalog: Pick<CatalogReader, 'datasets'>;
  readonly #store: Pick<DriftStore, 'newest'>;

  constructor(catalog: Pick<CatalogReader, 'datasets'>, store: Pick<DriftStore, 'newest'>) {
    this.#catalog = catalog;
    this.#store = store;
  }

  async observe(): Promise<readonly Observation[]> {
    const datasets = await this.#catalog.datasets();
    const observed = await Promise.all(
      datasets.map(async ({ id, slug }) => {
        const levels = (await this.#store.newest(id))?.report.levels ?? [];
        return levels.map(({ level, segments, drifted }): Observation => {
          return { kind: 'DRIFT', dataset: slug, subject: level, drifted, segments };
        });
      }),
    );
    return observed.flat();
  }
}
