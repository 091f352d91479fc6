import { ForecastError } from '../errors/index.ts';
import type { Hierarchy, HierarchyItem, HierarchyLevel } from './hierarchy.ts';
import type { LevelDefinition } from './level.ts';

/** Joins attribute values to one map key; no attribute holds it. */
const separator = '\u0000';

/**
 * Lays levels over items. Groups are numbered by the first item that belongs to them.
 * @throws ForecastError INVALID_INPUT for a repeated item or level, LEVEL_NOT_FOUND for an attribute that no item has,
 * ATTRIBUTE_MISSING for one that only some items lack.
 */
export function buildHierarchy(
  items: readonly HierarchyItem[],
  levels: readonly LevelDefinition[],
): Hierarchy {
  const keys = items.map(({ key }) => key);
  refuseRepeated(keys, 'items');
  refuseRepeated(
    levels.map(({ name }) => name),
    'levels',
  );
  const laid: HierarchyLevel[] = [];
  let rows = 0;
  for (const definition of levels) {
    const level = layLevel(definition, items, rows);
    laid.push(level);
    rows += level.count;
  }
  return { items: keys, levels: laid, rows };
}

function layLevel(
  { name, by }: LevelDefinition,
  items: readonly HierarchyItem[],
  first: number,
): HierarchyLevel {
  if (by === 'each-item') {
    const keys = items.map(({ key }) => key);
    const groupOf = Int32Array.from(keys, (_, item) => item);
    const sizes = new Int32Array(keys.length).fill(1);
    return {
      name,
      by,
      first,
      count: keys.length,
      keys,
      values: keys.map(() => []),
      groupOf,
      sizes,
    };
  }
  for (const attribute of by) checkAttribute(name, attribute, items);
  const groups = new Map<string, number>();
  const values: string[][] = [];
  const groupOf = new Int32Array(items.length);
  for (let item = 0; item < items.length; item += 1) {
    const own = by.map((attribute) => items[item]!.attributes[attribute]!);
    const key = own.join(separator);
    let group = groups.get(key);
    if (group === undefined) {
      group = values.length;
      groups.set(key, group);
      values.push(own);
    }
    groupOf[item] = group;
  }
  const sizes = new Int32Array(values.length);
  for (const group of groupOf) sizes[group]! += 1;
  const keys = values.map((own) => (own.length === 0 ? name : own.join('/')));
  return { name, by, first, count: values.length, keys, values, groupOf, sizes };
}

function checkAttribute(level: string, attribute: string, items: readonly HierarchyItem[]): void {
  const without = items.filter(({ attributes }) => (attributes[attribute] ?? '') === '');
  if (without.length === 0) return;
  if (without.length === items.length) throw unknownAttribute(level, attribute, items);
  const keys = without.slice(0, 20).map(({ key }) => key);
  throw new ForecastError(
    'ATTRIBUTE_MISSING',
    `Level ${JSON.stringify(level)} needs the attribute ${JSON.stringify(attribute)}, which ${without.length} of ${items.length} items lack, for example ${keys.slice(0, 3).join(', ')}. Give them one, or leave the level out.`,
    { attribute, keys, count: without.length },
  );
}

function unknownAttribute(
  level: string,
  attribute: string,
  items: readonly HierarchyItem[],
): ForecastError {
  const attributes = [...new Set(items.flatMap((item) => Object.keys(item.attributes)))].sort();
  const available = ['total', ...attributes, 'item-store'];
  return new ForecastError(
    'LEVEL_NOT_FOUND',
    `Level ${JSON.stringify(level)} does not exist: no item has the attribute ${JSON.stringify(attribute)}. Levels are made of ${available.join(', ')} and crosses such as "store × department".`,
    { level, available },
  );
}

function refuseRepeated(names: readonly string[], path: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      const message = `${JSON.stringify(name)} appears twice; give each one once`;
      throw new ForecastError('INVALID_INPUT', `${path}: ${message}.`, {
        issues: [{ path, message }],
      });
    }
    seen.add(name);
  }
}
