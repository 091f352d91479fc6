import { expect, test } from 'vitest';

import { type Column, formatTable } from './table.ts';

const columns: readonly Column<{ name: string; count: number }>[] = [
  { title: 'item', text: ({ name }) => name },
  { title: 'count', align: 'right', text: ({ count }) => String(count) },
];

test('columns are as wide as their widest cell, numbers to the right', () => {
  const rows = [
    { name: 'A', count: 1000000 },
    { name: 'long-name', count: 2 },
  ];
  expect(formatTable(columns, rows)).toBe(
    'item         count\nA          1000000\nlong-name        2\n',
  );
});

test('without rows there are only the titles', () => {
  expect(formatTable(columns, [])).toBe('item  count\n');
});

test('line breaks, terminal escapes and long texts cannot break the table', () => {
  const table = formatTable(columns, [{ name: `\u001b[31mx\n${'y'.repeat(200)}`, count: 1 }]);
  expect(table.split('\n')).toHaveLength(3);
  expect(table).not.toContain('\u001b');
  expect(table).toContain('…');
});

test('letters that take several code units count once', () => {
  expect(formatTable(columns, [{ name: 'é👩‍👧', count: 1 }])).toContain('é👩‍👧        1\n');
});
