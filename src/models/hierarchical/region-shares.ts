import type { Covariates } from '../../covariates/index.ts';
import type { HierarchyLevel } from '../../hierarchy/index.ts';

/**
 * How much of a group's demand lies in the regions that events name. An item lies in a region that is the value of one of
 * its attributes (its state, its store). A group that lies only partly in a region is taken to be there as much as all
 * items together, so that few different shares occur.
 */
export class RegionShares {
  readonly names: readonly string[];
  readonly #inside: readonly Uint8Array[];
  readonly #ofAll: readonly number[];

  constructor({ events, series }: Covariates, sizes: Float64Array) {
    this.names = [...new Set(events.map(({ region }) => region))]
      .filter((name) => name !== '')
      .sort();
    this.#inside = this.names.map((name) =>
      Uint8Array.from(series, ({ attributes }) => Number(Object.values(attributes).includes(name))),
    );
    const all = sizes.reduce((sum, size) => sum + size, 0);
    this.#ofAll = this.#inside.map((inside) => {
      const sold = inside.reduce((sum, isInside, item) => sum + isInside * sizes[item]!, 0);
      return all > 0 ? sold / all : 0;
    });
  }

  /** One share per region, in the order of `names`. */
  ofGroup({ groupOf, sizes }: HierarchyLevel, group: number): readonly number[] {
    return this.#inside.map((inside, region) => {
      let members = 0;
      groupOf.forEach((own, item) => {
        if (own === group) members += inside[item]!;
      });
      if (members === 0) return 0;
      return members === sizes[group] ? 1 : this.#ofAll[region]!;
    });
  }
}
