import { groupsAbove, type Hierarchy, type HierarchyLevel } from '../../hierarchy/index.ts';

/** A level of groups and where its sums come from. */
interface SummedLevel {
  readonly level: HierarchyLevel;
  /** `sums[group * width + column]`. */
  readonly sums: Float64Array;
  /** The finer level whose groups lie inside of its own, and the group that each lies in; null: summed from the items. */
  readonly source: { readonly finer: SummedLevel; readonly above: Int32Array } | null;
}

/**
 * Sums of item rows over every level of groups: items are only added to levels that no finer one lies inside of, the others
 * are summed from those, which for M5 saves nine additions in eleven.
 */
export class LevelSums {
  readonly #levels: readonly SummedLevel[];
  readonly #width: number;

  constructor({ levels }: Hierarchy, width: number) {
    const laid: SummedLevel[] = [];
    const groups = levels.filter(({ by }) => by !== 'each-item');
    for (const level of groups.toSorted((one, other) => other.count - one.count)) {
      laid.push({
        level,
        sums: new Float64Array(level.count * width),
        source: sourceOf(level, laid),
      });
    }
    this.#levels = laid;
    this.#width = width;
  }

  clear(): void {
    for (const { sums } of this.#levels) sums.fill(0);
  }

  /** Adds the row of an item. */
  add(item: number, row: Float64Array): void {
    for (const { level, sums, source } of this.#levels) {
      if (source === null) addRow(row, 0, sums, level.groupOf[item]! * row.length, row.length);
    }
  }

  /** Once every item is added: each row of the hierarchy but the items' own, in a buffer that may be written to. */
  forEach(visit: (row: number, sums: Float64Array) => void): void {
    const width = this.#width;
    for (const { sums, source } of this.#levels) {
      source?.above.forEach((group, finer) => {
        addRow(source.finer.sums, finer * width, sums, group * width, width);
      });
    }
    for (const { level, sums } of this.#levels) {
      for (let group = 0; group < level.count; group += 1) {
        visit(level.first + group, sums.subarray(group * width, (group + 1) * width));
      }
    }
  }
}

/** The coarsest of the levels laid so far whose groups lie inside of those of `level`. */
function sourceOf(level: HierarchyLevel, laid: readonly SummedLevel[]): SummedLevel['source'] {
  for (const finer of laid.toReversed()) {
    const above = groupsAbove(finer.level, level);
    if (above !== null) return { finer, above };
  }
  return null;
}

function addRow(
  from: Float64Array,
  at: number,
  into: Float64Array,
  to: number,
  width: number,
): void {
  for (let column = 0; column < width; column += 1) into[to + column]! += from[at + column]!;
}
