/** A table in Markdown, its columns padded to one width as formatters do. */
export function markdownTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [titles, ...rows].map((row) => row.map(cell));
  const widths = titles.map((_, place) => Math.max(3, ...lines.map((line) => line[place]!.length)));
  const layOut = (line: readonly string[], fill = ' ') =>
    `| ${line.map((text, place) => text.padEnd(widths[place]!, fill)).join(' | ')} |`;
  const rule = layOut(
    titles.map(() => ''),
    '-',
  );
  const [head = [], ...body] = lines;
  return [layOut(head), rule, ...body.map((line) => layOut(line))].join('\n');
}

/** Text from data cannot leave its cell. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}
