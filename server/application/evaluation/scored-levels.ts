import { ForecastError } from '#core/errors';
import {
  buildHierarchy,
  type Hierarchy,
  itemLevel,
  type LevelDefinition,
  m5Levels,
  parseLevel,
  totalLevel,
} from '#core/hierarchy';
import type { Series } from '#core/series';

import { incomplete } from './incomplete.ts';
import { levelAlias, NameIndex, seriesAlias } from './names.ts';
import type { ItemActuals, LevelActuals } from './read-actuals.ts';
import type { Attributes } from './read-hierarchy.ts';

/** One level that is scored: rows `first` .. `first + keys.length - 1`. */
export interface ScoredLevel {
  readonly name: string;
  readonly first: number;
  readonly keys: readonly string[];
  readonly index: NameIndex;
}

/** Everything that is scored, and where its actual demand comes from. */
export interface ScoredLevels {
  readonly levels: readonly ScoredLevel[];
  /** Sums `series` to the rows of the levels; for demand that came summed, every row is an item of its own. */
  readonly hierarchy: Hierarchy;
  readonly series: readonly Series[];
  /** Whether `series` are items or came summed. */
  readonly source: 'items' | 'sums';
}

/**
 * The levels over items.
 * @throws ForecastError LEVEL_NOT_FOUND, ATTRIBUTE_MISSING, or SCORES_INCOMPLETE for items that the hierarchy lacks.
 */
export function levelsOfItems(
  actuals: ItemActuals,
  attributes: Attributes | null,
  wanted: readonly string[] | null,
  isScored: (item: string) => boolean,
): ScoredLevels {
  const known = attributes ?? actuals.attributes;
  const keys = [...actuals.demand.keys()].filter(isScored);
  const without = attributes === null ? [] : keys.filter((key) => !known.has(key));
  if (without.length > 0) {
    throw incomplete('hierarchy', without, 'The hierarchy does not name', 'Add them to it.');
  }
  const items = keys.map((key) => ({ key, attributes: known.get(key) ?? {} }));
  const names = new Set(items.flatMap((item) => Object.keys(item.attributes)));
  const definitions = wanted === null ? defaultLevels(names) : chosenLevels(wanted);
  const withItems = definitions.some(({ by }) => by === 'each-item')
    ? definitions
    : [...definitions, itemLevel];
  const hierarchy = buildHierarchy(items, withItems);
  const levels = hierarchy.levels.slice(0, definitions.length).map((level): ScoredLevel => {
    const index = new NameIndex(level.keys, seriesAlias);
    level.values.forEach((values, place) => {
      if (values.length > 1) index.addAlias(values.toReversed().join('/'), place);
    });
    if (level.by.length === 0) for (const name of ['Total', 'all']) index.addAlias(name, 0);
    return { name: level.name, first: level.first, keys: level.keys, index };
  });
  return {
    levels,
    hierarchy,
    series: keys.map((key) => actuals.demand.get(key)!),
    source: 'items',
  };
}

/**
 * The levels of demand that came summed.
 * @throws ForecastError LEVEL_NOT_FOUND for a wanted level that it does not have.
 */
export function levelsOfSums(
  actuals: LevelActuals,
  wanted: readonly string[] | null,
): ScoredLevels {
  const available = [...actuals.levels.keys()];
  const index = new NameIndex(available, levelAlias);
  const names = (wanted ?? available).map((name) => {
    const place = index.find(name);
    if (place === null) throw unknownLevel(name, available);
    return available[place]!;
  });
  const levels: ScoredLevel[] = [];
  const series: Series[] = [];
  for (const name of new Set(names)) {
    const own = actuals.levels.get(name)!;
    const keys = [...own.keys()];
    levels.push({ name, first: series.length, keys, index: new NameIndex(keys, seriesAlias) });
    for (const one of own.values()) series.push({ ...one, key: `${name}\n${one.key}` });
  }
  const items = series.map(({ key }) => ({ key, attributes: {} }));
  return { levels, hierarchy: buildHierarchy(items, [itemLevel]), series, source: 'sums' };
}

function defaultLevels(attributes: ReadonlySet<string>): readonly LevelDefinition[] {
  const needed = m5Levels.flatMap(({ by }) => (by === 'each-item' ? [] : by));
  if (needed.every((attribute) => attributes.has(attribute))) return m5Levels;
  if (attributes.size === 0) return [itemLevel];
  return [totalLevel, ...[...attributes].map(parseLevel), itemLevel];
}

function chosenLevels(wanted: readonly string[]): readonly LevelDefinition[] {
  const chosen = wanted.flatMap((text) => {
    if (text.trim().toLowerCase() === 'm5') return m5Levels;
    const alias = levelAlias(text);
    return m5Levels.find(({ name }) => levelAlias(name) === alias) ?? parseLevel(text);
  });
  return [...new Map(chosen.map((level) => [level.name, level])).values()];
}

function unknownLevel(level: string, available: readonly string[]): ForecastError {
  return new ForecastError(
    'LEVEL_NOT_FOUND',
    `The actuals have no level ${JSON.stringify(level)}; they have ${available.join(', ')}.`,
    { level, available },
  );
}
