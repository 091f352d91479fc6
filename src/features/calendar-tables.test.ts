import { describe, expect, it } from 'vitest';

import { CalendarRows } from './calendar-rows.ts';
import { calendarTables } from './calendar-tables.ts';
import { calendarTableNames } from './calendar-table.ts';
import type { FeatureSpec } from './feature-spec.ts';
import { fitFeatures } from './fit-features.ts';
import { aSpec, someData } from './testing/samples.ts';

const event = (period: number, name: string, kind: string, region = '') => ({
  period,
  name,
  kind,
  region,
});

const events = [
  event(8, 'SNAP', 'SNAP', 'CA'),
  event(10, 'Easter', 'Religious'),
  event(12, 'SNAP', 'SNAP', 'TX'),
  event(14, 'Lent', 'Religious'),
  event(30, 'Final', 'Sporting'),
];
const data = someData(
  [
    { demand: [1], attributes: { state: 'CA' } },
    { demand: [1], attributes: { state: 'TX' } },
    { demand: [1], attributes: { state: 'CA', store: 'CA_1' } },
  ],
  { events },
);

function rowsOf(spec: Partial<FeatureSpec>, series: number, first: number, count: number) {
  const fitted = fitFeatures(aSpec(spec), data, 20);
  const names = calendarTableNames(fitted);
  const values = new Float32Array(count * names.length);
  const tables = calendarTables(fitted, new CalendarRows(fitted), data.covariates);
  tables[series]!.copyRows(first, count, values, { at: 0, stride: names.length });
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(names.map((name, channel) => [name, values[row * names.length + channel]!])),
  );
}

describe('calendar tables', () => {
  it('show an event coming and going within its reach, the nearer of two', () => {
    const rows = rowsOf({ events: { by: 'kind', reach: 2, except: [] } }, 0, 7, 10);
    const channel = (name: string) => rows.map((row) => Number(row[`event.Religious.${name}`]));
    expect(channel('on')).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
    expect(channel('before')).toEqual([0, 0.5, 1, 0, 0, 0.5, 1, 0, 0, 0]);
    expect(channel('after')).toEqual([0, 0, 0, 0, 1, 0.5, 0, 0, 1, 0.5]);
  });

  it('give events that the fit has not seen one channel in common', () => {
    const [row] = rowsOf({ events: { by: 'kind', reach: 0, except: [] } }, 0, 30, 1);
    expect(row).toEqual({ 'event.Religious.on': 0, 'event.SNAP.on': 0, 'event-other.on': 1 });
  });

  it('leave out kinds that are excepted', () => {
    const spec = { events: { by: 'name', reach: 0, except: ['Religious', 'Sporting'] } } as const;
    expect(rowsOf(spec, 0, 10, 1)).toEqual([{ 'event.SNAP.on': 0, 'event-other.on': 0 }]);
  });

  it('flag days of the own state only, and share a table among series of one region', () => {
    const spec = { flags: ['SNAP'], events: { by: 'name', reach: 0, except: [] } } as const;
    const flagged = (series: number) =>
      rowsOf(spec, series, 0, 20).flatMap((row, period) => (row['flag.SNAP'] === 1 ? period : []));
    expect(flagged(0)).toEqual([8]);
    expect(flagged(1)).toEqual([12]);
    const fitted = fitFeatures(aSpec(spec), data, 20);
    const [first, second, third] = calendarTables(
      fitted,
      new CalendarRows(fitted),
      data.covariates,
    );
    expect(third).toBe(first);
    expect(second).not.toBe(first);
  });

  it('give the same row wherever a read begins, before 1970 too', () => {
    const spec = {
      calendar: [{ part: 'weekday', encoding: 'one-hot' }],
      events: { by: 'kind', reach: 3, except: [] },
    } as const;
    const all = rowsOf(spec, 0, -100, 300);
    for (const first of [-65, -64, -1, 0, 7, 63, 64, 127]) {
      expect(rowsOf(spec, 0, first, 2)).toEqual(all.slice(first + 100, first + 102));
    }
  });
});
