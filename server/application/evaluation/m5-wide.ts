import { periodOf } from '#core/calendar';
import type { Series } from '#core/series';

import {
  BadRows,
  type CellListener,
  LineReader,
  m5Calendar,
  SalesParser,
} from '../ingestion/index.ts';
import { badRows, type ReadControl, type Table } from './read-table.ts';

/** More days than M5 has, so that longer files of its layout can be scored. */
const days = 10_000;
const firstDay = periodOf(m5Calendar, '2011-01-29');
const ending = /_(?:validation|evaluation)$/;

/** The period of the column `d_<number>` of M5. */
export function m5Period(number: number): number {
  return firstDay + number - 1;
}

/** An item's key without the phase that M5's files append to it. */
export function withoutPhase(key: string): string {
  return key.replace(ending, '');
}

/** A wide file as items with their demand and attributes. */
export interface WideSales {
  readonly demand: ReadonlyMap<string, Series>;
  readonly attributes: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/**
 * Reads a sales file of M5's wide layout (`id, item_id, dept_id, cat_id, store_id, state_id, d_1 ..`), `d_1` being 2011-01-29.
 * @throws ForecastError FILE_UNREADABLE, COLUMN_MISSING or BAD_ROWS.
 */
export async function readWideSales(table: Table, control: ReadControl): Promise<WideSales> {
  const { content } = table;
  const bad = new BadRows();
  const listener: CellListener = {
    bad: ({ line, column, value, expected }) => {
      bad.add({ file: content.name, line, column, value, expected });
    },
    negative: () => undefined,
  };
  const periods = new Map(
    Array.from({ length: days }, (_, index) => [`d_${index + 1}`, m5Period(index + 1)]),
  );
  const parser = new SalesParser(table, { periods }, 'reject', listener);
  const demand = new Map<string, Series>();
  const attributes = new Map<string, Readonly<Record<string, string>>>();
  const lines = new LineReader();
  const onBytes = (done: number) => {
    control.onProgress({ stage: content.name, done, total: content.diskBytes, unit: 'bytes' });
  };
  for await (const bytes of control.reader.lines(content, { signal: control.signal, onBytes })) {
    for (const line of lines.lines(bytes)) {
      const sales = line.number === 1 ? null : parser.parse(line);
      if (sales === null) continue;
      const { key, attributes: own, ...names } = sales.item;
      if (demand.has(key)) {
        const expected = 'one line per item and store';
        bad.add({ file: content.name, line: line.number, column: 'id', value: key, expected });
        continue;
      }
      demand.set(key, { key, start: parser.startPeriod, values: Float64Array.from(sales.values) });
      attributes.set(key, { ...textsOf(names), item: textsOf(own ?? {})['item_id'] ?? '' });
    }
  }
  if (bad.count > 0) throw badRows(bad.rows, bad.count);
  return { demand, attributes };
}

function textsOf(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
