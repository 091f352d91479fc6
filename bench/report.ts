import { readFile, writeFile } from 'node:fs/promises';

import type { Table } from './bench.ts';

/** The tables of a bench, each below its caption. */
export function markdownTables(results: Table | readonly Table[]): string {
  return [results]
    .flat()
    .map((table) => {
      const markdown = markdownTable(table);
      return table.caption === undefined ? markdown : `${table.caption}\n\n${markdown}`;
    })
    .join('\n\n');
}

/** A Markdown table, padded as Prettier pads it: the first column left, figures right. */
export function markdownTable({ columns, rows }: Table): string {
  const widths = columns.map((column, index) =>
    Math.max(3, column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const padded = (cells: readonly string[]): string =>
    line(
      widths.map((width, index) =>
        (index === 0 ? cells[0]! : (cells[index] ?? ''))[index === 0 ? 'padEnd' : 'padStart'](
          width,
        ),
      ),
    );
  const rule = line(
    widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)),
  );
  return [padded(columns), rule, ...rows.map(padded)].join('\n');
}

/** Replaces what stands between the markers of a section. */
export function replaceSection(document: string, name: string, content: string): string {
  const [start, end] = [`<!-- bench:${name}:start -->`, `<!-- bench:${name}:end -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) {
    throw new Error(
      `The document has no section between "${start}" and "${end}"; add the two lines.`,
    );
  }
  return `${document.slice(0, from)}${start}\n\n${content}\n\n${document.slice(to)}`;
}

/** Writes the results of one bench into a document. */
export async function writeSection(path: URL, name: string, content: string): Promise<void> {
  await writeFile(path, replaceSection(await readFile(path, 'utf8'), name, content));
}
