/** A value of a CSV cell; null and NaN become an empty cell. */
export type CsvValue = string | number | boolean | null;

/** What a spreadsheet takes for the start of a formula. */
const formula = /^[=+\-@\t\r]/;
const needsQuotes = /[",\r\n]/;

/**
 * One line of CSV (RFC 4180, ending in LF). A text that a spreadsheet would run as a formula is preceded by an apostrophe;
 * numbers stay numbers.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(',')}\n`;
}

function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isNaN(value) ? '' : String(value);
  const text = String(value);
  const harmless = formula.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
