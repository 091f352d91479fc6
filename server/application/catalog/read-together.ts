import type { Series } from '#core/series';

import type { SeriesQuery } from './ports.ts';

/** Stored values of one item to read. */
export interface SeriesRange {
  readonly itemId: number;
  readonly sequence: number;
  readonly fromPeriod: number | null;
  readonly toPeriod: number;
}

/** Reads many ranges with one statement per distinct (sequence, from, to); answers in the order of `ranges`. */
export async function readTogether(
  ranges: readonly SeriesRange[],
  read: (query: SeriesQuery) => Promise<readonly Series[]>,
): Promise<readonly Series[]> {
  const groups = Map.groupBy(ranges, ({ sequence, fromPeriod, toPeriod }) =>
    [sequence, fromPeriod, toPeriod].join(),
  );
  const found = new Map<SeriesRange, Series>();
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const { sequence, fromPeriod, toPeriod } = group[0]!;
      const itemIds = [...new Set(group.map(({ itemId }) => itemId))];
      const series = await read({ itemIds, sequence, fromPeriod, toPeriod });
      const byId = new Map(itemIds.map((itemId, index) => [itemId, series[index]!]));
      for (const range of group) found.set(range, byId.get(range.itemId)!);
    }),
  );
  return ranges.map((range) => found.get(range)!);
}
