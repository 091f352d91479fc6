import type { CatalogReader, DefaultModelStore, SeriesReader } from '../catalog/index.ts';
import type { ModelRegistry } from './ports.ts';

/** A dataset and the model that answers for it from now on. */
export interface AdoptedChampion {
  readonly dataset: string;
  readonly model: string;
}

interface AdoptionPorts {
  readonly catalog: Pick<CatalogReader, 'datasets'>;
  readonly series: Pick<SeriesReader, 'snapshots'>;
  readonly registry: Pick<ModelRegistry, 'models' | 'find'>;
  readonly defaults: DefaultModelStore;
}

/**
 * Use case: let a dataset without a default model have the champion that was trained on exactly its data, by name and
 * version. So the model that comes with a release answers for the demo data at once, and touches no other dataset.
 */
export class AdoptChampions {
  readonly #ports: AdoptionPorts;

  constructor(ports: AdoptionPorts) {
    this.#ports = ports;
  }

  async execute(): Promise<readonly AdoptedChampion[]> {
    const { catalog, series, registry, defaults } = this.#ports;
    const without = (await catalog.datasets()).filter(({ defaultModel }) => defaultModel === null);
    if (without.length === 0) return [];
    const places = (await registry.models()).flatMap(({ name: model, aliases }) =>
      aliases.flatMap(({ alias, version }) => (alias === 'champion' ? [{ model, version }] : [])),
    );
    const champions = places.length === 0 ? [] : await registry.find(places);
    const snapshots = await series.snapshots(
      without.map(({ id }) => id),
      null,
    );
    const adopted: AdoptedChampion[] = [];
    for (const { id, slug } of without) {
      const version = snapshots.get(id)?.datasetVersion;
      const champion = champions.find(
        ({ manifest: { dataset } }) => dataset.slug === slug && dataset.version === version,
      );
      if (champion === undefined) continue;
      await defaults.set(slug, champion.model);
      adopted.push({ dataset: slug, model: champion.model });
    }
    return adopted;
  }
}
