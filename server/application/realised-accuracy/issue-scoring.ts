import { RealisedScorer } from '#core/backtest';
import { type Calendar, seasonLength } from '#core/calendar';
import type { Hierarchy } from '#core/hierarchy';
import type { Series } from '#core/series';

import type { Item } from '../catalog/index.ts';
import type { ForecastIssue, IssueReader } from '../forecast-issues/index.ts';
import type { NewRealisedCheck } from './realised-check.ts';

/** Items with what is known of their demand, in the same order. */
export interface DemandShard {
  readonly items: readonly Item[];
  /** Place of the first one in the hierarchy. */
  readonly first: number;
  readonly demand: readonly Series[];
}

/** The scores of one issue while they are added up, shard by shard. */
export class IssueScoring {
  readonly issue: ForecastIssue;
  readonly #scorer: RealisedScorer;
  #items = 0;
  #degraded = 0;

  constructor(issue: ForecastIssue, hierarchy: Hierarchy, { frequency }: Calendar) {
    this.issue = issue;
    this.#scorer = new RealisedScorer(hierarchy, {
      ...issue,
      seasonLength: seasonLength(frequency),
    });
  }

  /** Adds what was issued for these items; nothing for those that were not there yet. */
  async add(
    { items, first, demand }: DemandShard,
    issues: Pick<IssueReader, 'rows'>,
  ): Promise<void> {
    const itemIds = items.map(({ id }) => id);
    const found = await issues.rows(this.issue.id, itemIds);
    const rowOf = new Map(found.map(({ row }) => [row.itemId, row]));
    const issued = items.flatMap(({ id }, place) => {
      const row = rowOf.get(id);
      return row === undefined ? [] : [{ place, row }];
    });
    this.#scorer.add({
      places: issued.map(({ place }) => first + place),
      demand: issued.map(({ place }) => demand[place]!),
      forecasts: issued.map(({ row }) => row.forecast),
    });
    this.#items += issued.length;
    this.#degraded += issued.filter(({ row }) => row.degradation !== null).length;
  }

  result(): Pick<NewRealisedCheck, 'items' | 'degraded' | 'scores'> {
    return { items: this.#items, degraded: this.#degraded, scores: this.#scorer.result() };
  }
}
