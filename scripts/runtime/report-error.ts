import { isForecastError } from '#core/errors';

import type { Terminal } from '../terminal/index.ts';
import { Unavailable } from './unavailable.ts';

interface ReportOptions {
  /** The command that failed, such as `ingest`. */
  readonly command: string;
  /** As one line of JSON, for programs. */
  readonly json: boolean;
  /** With the stack, for whoever looks for the mistake in the code. */
  readonly debug: boolean;
}

/** Says what went wrong on standard error; the message itself says what was found, expected and to do. */
export function reportError(terminal: Terminal, error: unknown, options: ReportOptions): void {
  const message = messageOf(error);
  if (options.json) {
    terminal.say(JSON.stringify({ error: { ...codeAndDetails(error), message } }));
    return;
  }
  terminal.say(`forecastle ${options.command}: ${message}`);
  if (options.debug && error instanceof Error) terminal.say(stackOf(error));
  else if (!isForecastError(error) && !(error instanceof Unavailable))
    terminal.say('Run it again with LOG_LEVEL=debug to see where.');
}

function codeAndDetails(error: unknown): { readonly code: string; readonly details?: unknown } {
  if (isForecastError(error)) return { code: error.code, details: error.details };
  return { code: error instanceof Unavailable ? 'UNAVAILABLE' : 'INTERNAL' };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
