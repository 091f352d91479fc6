import { isForecastError } from '#core/errors';

import type { Terminal } from '../terminal/index.ts';

interface ReportOptions {
  /** The command that failed, such as `ingest`. */
  readonly command: string;
  /** As one line of JSON, for programs. */
  readonly json: boolean;
  /** With the stack, for whoever looks for the mistake in the code. */
  readonly debug: boolean;
}

/** Says what went wrong on standard error: what was found, what was expected, what to do. */
export function reportError(terminal: Terminal, error: unknown, options: ReportOptions): void {
  const message = messageOf(error);
  if (options.json) {
    const [code, details] = isForecastError(error)
      ? [error.code, error.details]
      : ['INTERNAL', undefined];
    terminal.say(JSON.stringify({ error: { code, message, details } }));
    return;
  }
  terminal.say(`forecastle ${options.command}: ${message}`);
  for (const line of detailLines(error)) terminal.say(`  ${line}`);
  if (options.debug && error instanceof Error) terminal.say(stackOf(error));
  else if (!isForecastError(error)) terminal.say('Run it again with LOG_LEVEL=debug to see where.');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function detailLines(error: unknown): readonly string[] {
  if (isForecastError(error, 'BAD_ROWS')) {
    const { rows, count } = error.details;
    const more = count > rows.length ? [`.. and ${count - rows.length} more`] : [];
    return [
      ...rows.map(
        ({ file, line, column, value, expected }) =>
          `${file}:${line}, column ${column}: found ${JSON.stringify(value)}, expected ${expected}`,
      ),
      ...more,
    ];
  }
  if (isForecastError(error, 'INVALID_INPUT')) {
    return error.details.issues.map(({ path, message }) =>
      path === '' ? message : `${path}: ${message}`,
    );
  }
  return [];
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
