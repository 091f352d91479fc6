import type { Calendar } from '../../calendar/index.ts';
import type { Covariates } from '../../covariates/index.ts';
import type { HierarchyLevel, Span } from '../../hierarchy/index.ts';
import { RegionShares } from './region-shares.ts';
import { calendarRegressors, type Regressor, trendRegressor } from './regressors.ts';
import { type DesignPlan, type SharedDesign, shareDesign } from './shared-design.ts';

/** What all designs of a panel are made of. */
interface DesignSource extends DesignPlan {
  readonly calendar: Calendar;
  readonly span: Span;
  readonly covariates: Covariates;
  /** How much each item counts in its regions. */
  readonly sizes: Float64Array;
  readonly hasTrend: boolean;
}

/** A few megabytes each. */
const mostDesigns = 32;

/** The designs of aggregates; those that lie in the same regions and know the same periods share one. */
export class Designs {
  readonly #source: DesignSource;
  readonly #regions: RegionShares;
  readonly #regressors = new Map<string, readonly Regressor[]>();
  readonly #designs = new Map<string, SharedDesign>();

  constructor(source: DesignSource) {
    this.#source = source;
    this.#regions = new RegionShares(source.covariates, source.sizes);
  }

  /** The design of a group that knows these periods of the history. */
  of(level: HierarchyLevel, group: number, known: Uint8Array): SharedDesign {
    const shares = this.#regions.ofGroup(level, group);
    const key = `${JSON.stringify(shares)} ${gapsOf(known)}`;
    let design = this.#designs.get(key);
    if (design === undefined) {
      if (this.#designs.size === mostDesigns) this.#designs.clear();
      design = shareDesign(this.#regressorsOf(shares), known, this.#source);
      this.#designs.set(key, design);
    }
    return design;
  }

  #regressorsOf(shares: readonly number[]): readonly Regressor[] {
    const key = JSON.stringify(shares);
    let regressors = this.#regressors.get(key);
    if (regressors === undefined) {
      const { calendar, span, end, covariates, hasTrend } = this.#source;
      const shareOf = (region: string) => shares[this.#regions.names.indexOf(region)] ?? 0;
      regressors = [
        ...calendarRegressors(calendar, span, end, covariates.events, shareOf),
        ...(hasTrend ? [trendRegressor(calendar, span, end)] : []),
      ];
      this.#regressors.set(key, regressors);
    }
    return regressors;
  }
}

/** The unknown periods as text: aggregates with the same gaps share their design. */
function gapsOf(known: Uint8Array): string {
  const gaps: number[] = [];
  for (let index = 0; index < known.length; index += 1) {
    if (known[index] !== (known[index - 1] ?? 1)) gaps.push(index);
  }
  return gaps.join();
}
