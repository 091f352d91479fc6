import { createSeries, type Panel, type Series } from '../series/index.ts';
import type { Hierarchy } from './hierarchy.ts';
import { visitAggregates } from './visit-aggregates.ts';

/**
 * The panel of all rows of a hierarchy over the periods that the items of `panel` cover together. Keys are
 * `level/group`, so that they are distinct. Holds every row in memory: build the hierarchy of the levels that you need.
 * Missing values as `visitAggregates` says.
 * @throws ForecastError INVALID_INPUT when the panel is not that of the hierarchy.
 */
export function aggregatePanel(hierarchy: Hierarchy, panel: Panel): Panel {
  const filled = panel.series.filter(({ values }) => values.length > 0);
  const from = filled.reduce((least, { start }) => Math.min(least, start), Infinity);
  const end = filled.reduce(
    (most, one) => Math.max(most, one.start + one.values.length),
    -Infinity,
  );
  const span = filled.length === 0 ? { from: 0, length: 0 } : { from, length: end - from };
  const names = hierarchy.levels.flatMap(({ name, keys }) => keys.map((key) => `${name}/${key}`));
  const series: Series[] = Array.from({ length: hierarchy.rows });
  visitAggregates(hierarchy, panel.series, span, (row, values) => {
    series[row] = createSeries(names[row]!, span.from, values.slice());
  });
  return { calendar: panel.calendar, series };
}
