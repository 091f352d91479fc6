import { dateOf } from '#core/calendar';

import type { CatalogReader, SeriesReader } from '../catalog/index.ts';
import type { ModelRegistry } from '../models/index.ts';
import type { Observation } from './observation.ts';
import type { ObservationSource } from './ports.ts';

interface StalenessPorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly registry: Pick<ModelRegistry, 'models' | 'find'>;
}

const millisecondsPerDay = 86_400_000;

/**
 * How many days of data the champion of each learned model has not seen. Compared with the data and not with today: that
 * there are no newer data is another alert.
 */
export class ModelStaleness implements ObservationSource {
  readonly #ports: StalenessPorts;

  constructor(ports: StalenessPorts) {
    this.#ports = ports;
  }

  async observe(): Promise<readonly Observation[]> {
    const { catalog, series, registry } = this.#ports;
    const champions = await registry.find(
      (await registry.models()).flatMap(({ name, aliases }) =>
        aliases
          .filter(({ alias }) => alias === 'champion')
          .map(({ version }) => ({ model: name, version })),
      ),
    );
    const slugs = new Set(champions.map(({ manifest }) => manifest.dataset.slug));
    const datasets = await catalog.datasetsBySlug([...slugs]);
    const snapshots = await series.snapshots(
      datasets.map(({ id }) => id),
      null,
    );
    return champions.flatMap(({ model, manifest }): Observation[] => {
      const dataset = datasets.find(({ slug }) => slug === manifest.dataset.slug);
      const last = dataset === undefined ? null : (snapshots.get(dataset.id)?.lastPeriod ?? null);
      if (dataset === undefined || last === null) return [];
      const milliseconds =
        Date.parse(dateOf(dataset.calendar, last)) - Date.parse(manifest.trainingWindow.to);
      const days = Math.max(0, Math.floor(milliseconds / millisecondsPerDay));
      return [{ kind: 'MODEL_STALE', dataset: dataset.slug, subject: model, days }];
    });
  }
}
