import { m5Levels } from '#core/hierarchy';

/** Different spellings of one name come to the same: `CA_1/FOODS`, `CA_1 × FOODS` and `CA_1_FOODS`. */
const joints = /\s*[/|×*:]\s*|\s+x\s+/g;
/** What M5's files write where there is no second attribute. */
const m5Filler = /_X$/;
const m5Number = /^(?:level[ _]?|l)?(\d{1,2})$/i;

/** A level's name for comparing. */
export function levelAlias(name: string): string {
  const number = m5Number.exec(name.trim());
  const official = number === null ? undefined : m5Levels[Number(number[1]) - 1];
  return (official?.name ?? name).trim().replaceAll(joints, '_').toLowerCase();
}

/** A series' name within its level, for comparing. */
export function seriesAlias(name: string): string {
  return name.trim().replaceAll(joints, '_').replace(m5Filler, '');
}

/**
 * Finds names in spite of their spelling: exactly as they stand first, then by alias. An alias of several entries finds none.
 */
export class NameIndex {
  readonly #exact = new Map<string, number>();
  readonly #aliases = new Map<string, number | null>();
  readonly #alias: (name: string) => string;

  constructor(names: readonly string[], alias: (name: string) => string) {
    this.#alias = alias;
    names.forEach((name, place) => {
      this.#exact.set(name, place);
      this.addAlias(name, place);
    });
  }

  /** Another name for an entry. */
  addAlias(name: string, place: number): void {
    const alias = this.#alias(name);
    const other = this.#aliases.get(alias);
    this.#aliases.set(alias, other === undefined || other === place ? place : null);
  }

  /** The place of the entry; null where there is none, or more than one. */
  find(name: string): number | null {
    return this.#exact.get(name) ?? this.#aliases.get(this.#alias(name)) ?? null;
  }
}
