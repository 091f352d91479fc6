import { columnMissing, refuseRepeatedColumns } from '../source-errors.ts';
import type { LongMapping } from './mapping.ts';

const namedAttributes = ['department', 'category', 'store', 'state'] as const;
type NamedAttribute = (typeof namedAttributes)[number];

/** A column of the file: its name and its index in a row. */
export interface Column {
  readonly name: string;
  readonly index: number;
}

/** Where in a row of one file the mapped columns stand. */
export interface ResolvedColumns {
  /** Cells that a row must have. */
  readonly width: number;
  readonly item: readonly Column[];
  readonly date: Column;
  readonly demand: Column;
  readonly price: Column | null;
  readonly revenue: Column | null;
  readonly where: readonly Column[];
  /** Attribute columns, named ones first. */
  readonly attributes: readonly (Column & { readonly target: NamedAttribute | null })[];
  /** Every column that is used. */
  readonly wanted: ReadonlySet<string>;
}

/**
 * Finds the mapped columns in a file's header. Optional columns that the mapping names must be there; those that it only
 * assumes (`price`, `department`, ..) may be absent, and `null` leaves one out.
 * @throws ForecastError COLUMN_MISSING with every missing column, FILE_UNREADABLE for a header with a name twice.
 */
export function resolveColumns(
  file: string,
  header: readonly string[],
  mapping: LongMapping,
): ResolvedColumns {
  const found = header.map((name) => name.trim());
  refuseRepeatedColumns(file, found);
  const missing = new Set<string>();
  const required = (name: string): Column => {
    const index = found.indexOf(name);
    if (index < 0) missing.add(name);
    return { name, index };
  };
  const assumed = (name: string | null | undefined, fallback: string): Column | null => {
    if (name === null) return null;
    if (name !== undefined) return required(name);
    return found.includes(fallback) ? required(fallback) : null;
  };
  const { columns } = mapping;
  const item = columns.item.map(required);
  const date = required(columns.date);
  const demand = required(columns.demand);
  const revenue = columns.revenue === undefined ? null : required(columns.revenue);
  const price = revenue === null ? assumed(columns.price, 'price') : null;
  const where = mapping.where.map(({ column }) => required(column));
  const named = namedAttributes.flatMap((target) => {
    const column = assumed(columns[target], target);
    return column === null ? [] : [{ ...column, target }];
  });
  const used = new Set(
    [...item, date, demand, revenue, price, ...where, ...named].map((column) => column?.name ?? ''),
  );
  const others =
    columns.attributes === 'others'
      ? found.filter((name) => name !== '' && !used.has(name))
      : columns.attributes;
  const attributes = [...named, ...others.map((name) => ({ ...required(name), target: null }))];
  if (missing.size > 0) throw columnMissing(file, [...missing], found);
  const wanted = new Set([...used, ...others]);
  return { width: header.length, item, date, demand, price, revenue, where, attributes, wanted };
}
