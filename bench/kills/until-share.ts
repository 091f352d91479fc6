import { setTimeout as pause } from 'node:timers/promises';

import type { KillPoint } from './kill-points.ts';

const lookAgainMs = 10;

interface Watch {
  readonly signal: AbortSignal;
  /** How much of the work is done. */
  readonly share: () => Promise<number>;
}

/** Waits for the moment of a kill. */
export async function untilShare(point: KillPoint, { signal, share }: Watch): Promise<void> {
  while ((await share()) < point.share) await pause(lookAgainMs, undefined, { signal });
  await pause(point.pauseMs, undefined, { signal });
}
