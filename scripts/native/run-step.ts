import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program to its end. Throws with what it complained about last. */
export async function runStep(
  program: string,
  args: readonly string[],
  folder: string,
): Promise<string> {
  try {
    const { stdout } = await execute(program, args, { cwd: folder, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    const lines = complaint.split('\n').filter((line) => line.trim() !== '');
    throw new Error(`\`${program} ${args[0] ?? ''}\` failed: ${lines.at(-1) ?? String(error)}`, {
      cause: error,
    });
  }
}
