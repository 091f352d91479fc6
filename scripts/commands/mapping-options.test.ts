import { expect, test } from 'vitest';

import { longMapping } from '../../server/application/ingestion/long/mapping.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { mappingOf, parseWhere } from './mapping-options.ts';

test.each([
  ['Quantity>0', { column: 'Quantity', gt: 0 }],
  ['Quantity >= -1.5', { column: 'Quantity', gte: -1.5 }],
  ['Unit Price<10', { column: 'Unit Price', lt: 10 }],
  ['n<=2', { column: 'n', lte: 2 }],
  ['Country=United Kingdom', { column: 'Country', equals: 'United Kingdom' }],
  ['Country!=France', { column: 'Country', notEquals: 'France' }],
  ['InvoiceNo!~^C', { column: 'InvoiceNo', notMatches: '^C' }],
  ['StockCode~^\\d{5}', { column: 'StockCode', matches: '^\\d{5}' }],
])('the condition %j means %j', (text, condition) => {
  expect(parseWhere(text)).toEqual(condition);
});

test.each(['Quantity', '>0', 'Quantity>many', 'Quantity>'])('%j is no condition', (text) => {
  expect(() => parseWhere(text)).toThrow('Expected');
});

test('flags make a mapping that the importer takes', async () => {
  const mapping = await mappingOf({
    item: ['StockCode'],
    date: 'InvoiceDate',
    demand: 'Quantity',
    where: [parseWhere('Quantity>0')],
    aggregate: 'sum',
    unknown: ['NA'],
    delimiter: '\\t',
    frequency: 'weekly',
    weekStartsOn: 7,
    missingValues: 'zero',
  });
  expect(longMapping.parse(mapping)).toMatchObject({
    columns: { item: ['StockCode'], date: 'InvoiceDate', demand: 'Quantity' },
    delimiter: '\t',
    unknown: ['', 'NA'],
    weekStartsOn: 7,
    missingValuePolicy: 'zero',
  });
});

test('without flags the mapping is the importer’s own', async () => {
  expect(await mappingOf({})).toEqual({});
});

test('flags override the mapping file one by one', async () => {
  await using folder = await temporaryFolder();
  const mapping = await folder.file(
    'mapping.json',
    JSON.stringify({ columns: { item: 'sku', date: 'day' }, aggregate: 'sum' }),
  );
  expect(await mappingOf({ mapping, date: 'week', uppercase: true })).toEqual({
    columns: { item: 'sku', date: 'week' },
    aggregate: 'sum',
    uppercase: true,
  });
});

test('a mapping file that is missing or no JSON object is named', async () => {
  await using folder = await temporaryFolder();
  const broken = await folder.file('broken.json', '{');
  await expect(mappingOf({ mapping: broken })).rejects.toThrow(/broken\.json cannot be read/);
  await expect(mappingOf({ mapping: `${folder.path}/none.json` })).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
  });
});
