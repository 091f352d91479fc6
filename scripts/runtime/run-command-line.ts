import { CommanderError } from 'commander';

import type { Logger } from '../../server/application/telemetry.ts';
import { loadConfig } from '../../server/config/index.ts';
import { exportTarget, pinoLogger } from '../../server/telemetry/index.ts';
import { ReaderGone, type Terminal } from '../terminal/index.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';
import { interruptedBy, StopRequested } from './lifetime.ts';
import { reportError } from './report-error.ts';

interface CommandLine {
  /** The arguments after the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Parses the arguments and runs the command that they name. */
  readonly run: (args: readonly string[], invocation: Invocation) => Promise<void>;
}

/** Runs one command and answers its exit code; every failure has been reported by then. */
export async function runCommandLine(line: CommandLine): Promise<ExitCode> {
  const { args, env, terminal, signal, run } = line;
  let code: ExitCode = exitCodes.ok;
  const invocation: Invocation = {
    terminal,
    signal,
    env,
    config: () => loadConfig(env),
    logger: () => commandLogger(env, terminal),
    spanTarget: exportTarget(env),
    endWith: (ending) => {
      code = ending;
    },
  };
  try {
    await run(args, invocation);
    return code;
  } catch (error) {
    return endOf(error, line);
  }
}

function endOf(error: unknown, { args, env, terminal, signal }: CommandLine): ExitCode {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.badInput;
  if (error instanceof ReaderGone) return exitCodes.ok;
  const stop: unknown = signal.reason;
  if (stop instanceof StopRequested) {
    terminal.say(`Stopped by ${stop.signal}; nothing was left half done.`);
    return interruptedBy(stop);
  }
  reportError(terminal, error, {
    command: args[0] ?? '',
    json: args.includes('--json'),
    debug: ['debug', 'trace'].includes(env['LOG_LEVEL'] ?? ''),
  });
  return exitCodeOf(error);
}

function commandLogger(env: CommandLine['env'], terminal: Terminal): Logger {
  const level = (env['LOG_LEVEL'] ?? '') === '' ? 'warn' : loadConfig(env).logLevel;
  return pinoLogger({ level, destination: terminal.diagnostics });
}
