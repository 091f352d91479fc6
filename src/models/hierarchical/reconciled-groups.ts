import { buildHierarchy, itemLevel, minTrace } from '../../hierarchy/index.ts';
import type { AggregateFit } from './aggregate-model.ts';
import type { GroupHierarchy } from './group-hierarchy.ts';

/** The means of fits as they are: `values[fit * horizon + lead]`. */
export function meansOf(fits: readonly AggregateFit[], horizon: number): Float64Array {
  const values = new Float64Array(fits.length * horizon);
  fits.forEach(({ means }, row) => {
    values.set(means, row * horizon);
  });
  return values;
}

/** The forecasts of all levels brought to add up, each counting by how certain it is; those of the groups. */
export function reconciledMeans(
  { hierarchy, groups }: GroupHierarchy,
  fits: readonly AggregateFit[],
  horizon: number,
): Float64Array {
  if (hierarchy.levels.length === 1) return meansOf(fits, horizon);
  const member = new Int32Array(groups.count);
  groups.groupOf.forEach((group, item) => {
    member[group] = item;
  });
  const upper = hierarchy.levels.filter((level) => level !== groups);
  const attributesOf = (item: number) =>
    Object.fromEntries(
      upper.flatMap(({ by, values, groupOf }) =>
        by === 'each-item' ? [] : by.map((name, place) => [name, values[groupOf[item]!]![place]!]),
      ),
    );
  const nodes = Array.from(member, (item, group) => ({
    key: String(group),
    attributes: attributesOf(item),
  }));
  const small = buildHierarchy(nodes, [...upper, itemLevel]);
  const order = small.levels.flatMap((level, place) =>
    level.by === 'each-item'
      ? Array.from(level.keys, (_, group) => groups.first + group)
      : Array.from(level.keys, (_, group) => {
          const node = level.groupOf.indexOf(group);
          const own = upper[place]!;
          return own.first + own.groupOf[member[node]!]!;
        }),
  );
  const ordered = order.map((row) => fits[row]!);
  const variances = Float64Array.from(ordered, ({ variance }) => variance);
  const base = { values: meansOf(ordered, horizon), horizon };
  const all = minTrace(small, base, { kind: 'wls-var', variances }, 'non-negative');
  return all.slice(small.levels.at(-1)!.first * horizon);
}
