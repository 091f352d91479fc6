import { runCommand } from '../commands/index.ts';
import { type ExitCode, runCommandLine } from '../runtime/index.ts';
import { memoryTerminal } from './memory-streams.ts';

/** What a command left behind. */
export interface CommandResult {
  readonly code: ExitCode;
  readonly output: string;
  readonly diagnostics: string;
}

/** Runs a command in this process, as the entry point does, with an environment of its own and without the models of the release. */
export async function runInProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandResult> {
  const { terminal, output, diagnostics } = memoryTerminal();
  const code = await runCommandLine({
    ...{ args, terminal, signal, run: runCommand },
    env: { RELEASE_MODELS: 'false', ...env },
  });
  return { code, output: output(), diagnostics: diagnostics() };
}
