import type { ItemAttributes } from '../ports.ts';
import type { Cell } from '../source-reader.ts';
import { cellText } from '../cells.ts';
import type { ResolvedColumns } from './resolve-columns.ts';

interface Entry {
  readonly key: string;
  firstPeriod: number;
  lastPeriod: number;
  readonly named: Map<string, string>;
  readonly free: Map<string, string>;
}

/**
 * Numbers the items of a source 0, 1, 2, .. in the order in which they appear and remembers their attributes: of several
 * values of one attribute the last one that is not empty holds. Memory grows with the items, not with the rows.
 */
export class ItemRegistry {
  readonly #numbers = new Map<string, number>();
  readonly #entries: Entry[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** The number of an item, handed out at its first use. */
  numberOf(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#entries.length;
    this.#numbers.set(key, number);
    this.#entries.push({
      key,
      firstPeriod: Infinity,
      lastPeriod: -Infinity,
      named: new Map(),
      free: new Map(),
    });
    return number;
  }

  /** Widens the item's range by a period; false, and no change, where the range would exceed `longest` periods. */
  widen(item: number, period: number, longest: number): boolean {
    const entry = this.#entries[item]!;
    const first = Math.min(entry.firstPeriod, period);
    const last = Math.max(entry.lastPeriod, period);
    if (last - first >= longest) return false;
    entry.firstPeriod = first;
    entry.lastPeriod = last;
    return true;
  }

  remember(item: number, columns: ResolvedColumns['attributes'], row: readonly Cell[]): void {
    const entry = this.#entries[item]!;
    for (const { name, index, target } of columns) {
      const value = cellText(row[index]);
      if (value === '') continue;
      const kind = target === null ? entry.free : entry.named;
      const label = target ?? name;
      if (kind.get(label) !== value) kind.set(label, value);
    }
  }

  keyOf(item: number): string {
    return this.#entries[item]!.key;
  }

  /** Every item with the attributes that the source gives it. */
  attributes(): readonly ItemAttributes[] {
    return this.#entries.map(({ key, named, free }) => ({
      key,
      ...Object.fromEntries(named),
      ...(free.size === 0 ? {} : { attributes: Object.fromEntries(free) }),
    }));
  }
}
