import { fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a script of the benches in a process of its own, so that its peak memory is that of its work and of nothing else;
 * resolves to what it sends.
 * @param script path without its ending, relative to this folder
 */
export async function figuresOf<Figures>(
  script: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Figures> {
  const file = new URL(`./${script}${import.meta.filename.slice(-3)}`, import.meta.url);
  const child = fork(file, [...args], { signal });
  const exit = once(child, 'exit');
  // The child is this project's own script, which sends its figures and nothing else.
  const sent = once(child, 'message').then(([message]) => message as Figures);
  const ended = exit.then(() =>
    Promise.reject(new Error(`The process of ${script} failed; read its error above.`)),
  );
  const figures = await Promise.race([sent, ended]);
  await exit;
  return figures;
}
