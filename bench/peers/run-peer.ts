import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { z } from 'zod';

const run = promisify(execFile);

/** In the sources, also when this file runs from `dist`: only TypeScript is compiled there. */
const script = join(process.cwd(), 'bench/peers/statsforecast_peer.py');

/** What a peer is asked to forecast. */
export interface PeerTask {
  readonly horizon: number;
  readonly seasonLength: number;
  /** Times that every method forecasts everything; the quickest counts. */
  readonly rounds: number;
  readonly methods: readonly string[];
  readonly series: readonly (readonly number[])[];
}

const peerAnswer = z.object({
  version: z.string(),
  results: z.record(
    z.string(),
    z.object({ seconds: z.number(), forecasts: z.array(z.array(z.number()).nullable()) }),
  ),
});

/** Seconds and forecasts by method; null for a series that the peer refuses. */
export type PeerAnswer = z.infer<typeof peerAnswer>;

/** Runs the peer on one thread in a process of its own. */
export async function runPeer(
  python: string,
  task: PeerTask,
  signal: AbortSignal,
): Promise<PeerAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'forecastle-peer-'));
  try {
    const [source, target] = [join(folder, 'task.json'), join(folder, 'answer.json')];
    await writeFile(source, JSON.stringify(task));
    const threads = { OMP_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    await run(python, [script, source, target], { signal, env: { ...process.env, ...threads } });
    return peerAnswer.parse(JSON.parse(await readFile(target, 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
