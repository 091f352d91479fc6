import { describe, expect, it } from 'vitest';

import type { NegativePolicy } from '../negatives.ts';
import type { Cell } from '../source-reader.ts';
import { ItemRegistry } from './item-registry.ts';
import { longMapping, type LongMappingInput } from './mapping.ts';
import { resolveColumns } from './resolve-columns.ts';
import { RowParser } from './row-parser.ts';

const header = ['sku', 'shop', 'day', 'qty', 'paid', 'dept', 'colour'];
const columns = {
  item: ['sku', 'shop'],
  date: 'day',
  demand: 'qty',
  revenue: 'paid',
  department: 'dept',
};

function parserOf(settings: LongMappingInput = {}, negatives: NegativePolicy = 'reject') {
  const mapping = longMapping.parse({ columns, ...settings });
  const items = new ItemRegistry();
  const heard: string[] = [];
  const parser = new RowParser({
    columns: resolveColumns('t.csv', header, mapping),
    mapping,
    calendar: { frequency: 'daily', weekStartsOn: 1 },
    negatives,
    items,
    listener: {
      bad: ({ line, column, value, check }) => heard.push(`${check} ${line} ${column} ${value}`),
      negative: (line, item, value) => heard.push(`negative ${line} ${item} ${value}`),
      filtered: () => heard.push('filtered'),
    },
  });
  return { items, heard, parse: (...row: Cell[]) => parser.parse(row, 7) };
}

describe('RowParser', () => {
  it('joins the item, dates the row and makes a price of the revenue', () => {
    const { parse, items } = parserOf({ uppercase: true, itemSeparator: '/' });
    expect(parse('ab', 's1', '1970-01-03', '4', '10', 'D', 'red')).toEqual({
      item: 0,
      period: 2,
      demand: 4,
      price: 2.5,
    });
    expect(parse('ab', 's2', '1970-01-03', '0', '0', 'D', '')).toMatchObject({
      item: 1,
      price: Number.NaN,
    });
    expect(parse('AB', 'S1', '1970-01-04', '', '', '', 'blue')).toMatchObject({
      item: 0,
      demand: Number.NaN,
    });
    expect(items.attributes()).toEqual([
      { key: 'AB/S1', department: 'D', attributes: { colour: 'blue' } },
      { key: 'AB/S2', department: 'D' },
    ]);
  });

  it('knows which texts mean that a value is unknown', () => {
    const { parse, heard } = parserOf({ unknown: ['NA'] });
    expect(parse('a', 's', '1970-01-01', 'NA', null, '', '')).toMatchObject({
      demand: Number.NaN,
      price: Number.NaN,
    });
    expect(parse('a', 's', '1970-01-01', '', 'NA', '', '')).toBeNull();
    expect(parse('a', 's', '1970-01-01', Number.NaN, 'NA', '', '')).toMatchObject({
      demand: Number.NaN,
    });
    expect(heard).toEqual(['non-numeric 7 qty ']);
  });

  it('refuses numbers that cannot be stored, and keys that are too long', () => {
    const { parse, heard } = parserOf();
    expect(parse('a', 's', '1970-01-01', '1e39', '', '', '')).toBeNull();
    expect(parse('a', 's', '1970-01-01', '1', '-5', '', '')).toBeNull();
    expect(parse('a', 's', '1970-01-01', Infinity, '', '', '')).toBeNull();
    expect(parse('a'.repeat(200), 's', '1970-01-01', '1', '', '', '')).toBeNull();
    expect(heard.map((line) => line.slice(0, 20))).toEqual([
      'non-numeric 7 qty 1e',
      'non-numeric 7 paid -',
      'non-numeric 7 qty In',
      'non-numeric 7 sku aa',
    ]);
  });

  it.each([
    ['reject', null, 'negatives 7 qty -2'],
    ['zero', 0, 'negative 7 a_s -2'],
    ['net', -2, 'negative 7 a_s -2'],
  ] as const)('treats a negative demand by the policy %s', (policy, demand, expected) => {
    const { parse, heard } = parserOf({}, policy);
    expect(parse('a', 's', '1970-01-01', '-2', '-3', '', '')?.demand ?? null).toBe(demand);
    expect(heard).toEqual([expected]);
  });

  it('leaves out rows that miss a condition, and refuses what a condition cannot compare', () => {
    const { parse, heard } = parserOf({ where: [{ column: 'qty', gt: 0 }] });
    expect(parse('a', 's', '1970-01-01', '0', '', '', '')).toBeNull();
    expect(parse('a', 's', 'never', '0', '', '', '')).toBeNull();
    expect(parse('a', 's', '1970-01-01', 'x', '', '', '')).toBeNull();
    expect(heard).toEqual(['filtered', 'filtered', 'non-numeric 7 qty x']);
  });
});

describe('resolveColumns', () => {
  const resolve = (names: readonly string[], mapping: LongMappingInput) =>
    resolveColumns('t.csv', names, longMapping.parse(mapping));

  it('takes the usual names, keeps other columns as attributes, and passes over columns without a name', () => {
    const found = resolve(['', 'date', ' item_id ', 'demand', 'price', 'state', 'x', ''], {});
    expect(found).toMatchObject({ item: [{ index: 2 }], date: { index: 1 }, price: { index: 4 } });
    expect(found.attributes).toEqual([
      { name: 'state', index: 5, target: 'state' },
      { name: 'x', index: 6, target: null },
    ]);
  });

  it('leaves out what is mapped to null, and requires what is named', () => {
    const names = ['item_id', 'date', 'demand', 'price'];
    expect(resolve(names, { columns: { price: null, attributes: [] } }).price).toBeNull();
    expect(() => resolve(names, { columns: { store: 'shop', attributes: ['colour'] } })).toThrow(
      'no column "shop", "colour"',
    );
  });

  it('refuses both a price and a revenue', () => {
    const columns = { price: 'price', revenue: 'paid' };
    expect(longMapping.safeParse({ columns }).success).toBe(false);
  });
});
