import { runCommand } from '../commands/index.ts';
import { type ExitCode, runCommandLine } from '../runtime/index.ts';
import { memoryTerminal } from './memory-streams.ts';

/** What a command left behind. */
export interface CommandResult {
  readonly code: ExitCode;
  readonly output: string;
  readonly diagnostics: string;
}

/** Runs a command in this process, as the entry point does, with an environment of its own. */
export async function runInProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandResult> {
  const { terminal, output, diagnostics } = memoryTerminal();
  const code = await runCommandLine({ args, env, terminal, signal, run: runCommand });
  return { code, output: output(), diagnostics: diagnostics() };
}
