/** The outcome of one check, as `doctor` and `smoke` print it. */
interface PrintedCheck {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly found: string;
  readonly advice: string | null;
}

const marks = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' };

/** One line per check, and what to do under those that need it. */
export function formatChecks(checks: readonly PrintedCheck[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, status, found, advice }) => {
      const line = `${marks[status]}  ${name.padEnd(width)}  ${found}\n`;
      return advice === null ? line : `${line}${' '.repeat(width + 11)}${advice}\n`;
    })
    .join('');
}
