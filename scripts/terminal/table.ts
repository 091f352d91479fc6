/** A column of a printed table. */
export interface Column<Row> {
  readonly title: string;
  readonly align?: 'left' | 'right';
  readonly text: (row: Row) => string;
}

const widestCell = 60;

/** Lays rows out in aligned columns, two spaces apart, under a line of titles; ends with a line break. */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const titles = columns.map(({ title }) => title);
  const cells = rows.map((row) => columns.map(({ text }) => fitted(text(row))));
  const widths = columns.map((_, index) =>
    Math.max(...[titles, ...cells].map((line) => width(line[index] ?? ''))),
  );
  const layOut = (line: readonly string[]) =>
    columns
      .map(({ align = 'left' }, index) => pad(line[index] ?? '', widths[index] ?? 0, align))
      .join('  ')
      .trimEnd();
  return [titles, ...cells].map((line) => `${layOut(line)}\n`).join('');
}

/** One line of bounded width: a value may hold line breaks or terminal escapes, which would break the table. */
function fitted(text: string): string {
  const line = text.replaceAll(/\p{Cc}+/gu, ' ');
  return width(line) <= widestCell ? line : `${line.slice(0, widestCell - 1)}…`;
}

function width(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}

function pad(text: string, to: number, align: 'left' | 'right'): string {
  const room = ' '.repeat(Math.max(0, to - width(text)));
  return align === 'right' ? `${room}${text}` : `${text}${room}`;
}
