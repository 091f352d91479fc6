import pino from 'pino';

import type { Attributes, Logger } from '../application/telemetry.ts';
import { release } from '../release.ts';
import { describeError } from './describe-error.ts';
import { redactFields } from './redact.ts';
import { activeSpanContext } from './trace-context.ts';

/** Takes whole lines, each ending in a newline: `process.stdout` or `process.stderr`, or an array in a test. */
export interface LogDestination {
  write(line: string): unknown;
}

interface LoggerOptions {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Default: standard output, written synchronously so that a line survives a crash. */
  readonly destination?: LogDestination;
}

/**
 * A logger of one JSON line per call: `time`, `level`, `service`, `version`, the ids of the active span, the fields and
 * `msg`. Control characters cannot break a line since JSON escapes them; secrets are masked.
 */
export function pinoLogger({ level, destination }: LoggerOptions): Logger {
  const logger = pino(
    {
      level,
      base: { service: 'forecastle', version: release },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: traceFields,
    },
    destination === undefined
      ? pino.destination({ dest: 1, sync: true })
      : { write: (line) => void destination.write(line) },
  );
  return {
    debug: (fields, message) => {
      logger.debug(redactFields(fields), message);
    },
    info: (fields, message) => {
      logger.info(redactFields(fields), message);
    },
    warn: (fields, message, error) => {
      logger.warn(withError(fields, error), message);
    },
    error: (fields, message, error) => {
      logger.error(withError(fields, error), message);
    },
  };
}

/** A logger that writes nothing, for tests and embedding. */
export const silentLogger: Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
};

function ignore(): void {
  // Nothing to write.
}

function traceFields(): Record<string, string> {
  const context = activeSpanContext();
  return context === null ? {} : { trace_id: context.traceId, span_id: context.spanId };
}

function withError(fields: Attributes, error: unknown): object {
  const shown = redactFields(fields);
  return error === undefined ? shown : { ...shown, error: describeError(error) };
}
