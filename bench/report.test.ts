import { format } from 'prettier';
import { describe, expect, it } from 'vitest';

import { markdownTable, markdownTables, replaceSection } from './report.ts';

const table = {
  columns: ['model', 'P50 ms', 'P95 ms'],
  rows: [
    ['naive', '4.10', '12.3'],
    ['weekday-average', '5', '1,200'],
  ],
};

describe('markdownTable', () => {
  it('is laid out as Prettier lays it out', async () => {
    const markdown = `${markdownTable(table)}\n`;
    expect(await format(markdown, { parser: 'markdown' })).toBe(markdown);
    expect(markdown).toContain('| weekday-average |      5 |  1,200 |');
  });
});

describe('markdownTables', () => {
  it('puts each caption above its table, as Prettier lays it out', async () => {
    const markdown = `${markdownTables([
      { ...table, caption: 'The first six.' },
      { ...table, caption: 'The others.' },
    ])}\n`;
    expect(await format(markdown, { parser: 'markdown' })).toBe(markdown);
    expect(markdown.indexOf('The others.')).toBeGreaterThan(markdown.indexOf('weekday-average'));
    expect(markdownTables(table)).toBe(markdownTable(table));
  });
});

describe('replaceSection', () => {
  const document =
    'Before\n\n<!-- bench:read:start -->\n\nold\n\n<!-- bench:read:end -->\n\nAfter\n';

  it('replaces what stands between the markers and nothing else', () => {
    const changed = replaceSection(document, 'read', 'new');
    expect(changed).toBe(document.replace('old', 'new'));
    expect(replaceSection(changed, 'read', 'new')).toBe(changed);
  });

  it('names the markers that are missing', () => {
    expect(() => replaceSection(document, 'http', 'new')).toThrow('<!-- bench:http:start -->');
  });
});
