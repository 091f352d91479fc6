import { periodOf } from '#core/calendar';

import type { CatalogReader, SeriesReader } from '../catalog/index.ts';
import type { Observation } from './observation.ts';
import type { ObservationSource } from './ports.ts';

/** How far the data of each dataset are behind. Generated datasets are not looked at: nobody sends them news. */
export class DataStaleness implements ObservationSource {
  readonly #catalog: Pick<CatalogReader, 'datasets'>;
  readonly #series: Pick<SeriesReader, 'snapshots'>;

  constructor(catalog: Pick<CatalogReader, 'datasets'>, series: Pick<SeriesReader, 'snapshots'>) {
    this.#catalog = catalog;
    this.#series = series;
  }

  async observe(now: Date): Promise<readonly Observation[]> {
    const datasets = (await this.#catalog.datasets()).filter(({ synthetic }) => !synthetic);
    const snapshots = await this.#series.snapshots(
      datasets.map(({ id }) => id),
      null,
    );
    return datasets.flatMap(({ id, slug, calendar }): Observation[] => {
      const last = snapshots.get(id)?.lastPeriod ?? null;
      if (last === null) return [];
      // The period that runs is not complete, so that its data are not missing yet.
      const current = periodOf(calendar, `${now.toISOString().slice(0, 19)}Z`);
      const periods = Math.max(0, current - 1 - last);
      const { frequency } = calendar;
      return [{ kind: 'DATA_STALE', dataset: slug, subject: '', periods, frequency }];
    });
  }
}
