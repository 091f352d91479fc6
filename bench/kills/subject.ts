import type { KillPoint } from './kill-points.ts';
import type { Place } from './place.ts';

/** What one run did, and what it left behind. */
export interface Outcome {
  /** Rows and hashes by name: equal for equal results, whatever happened on the way. */
  readonly left: Readonly<Record<string, unknown>>;
  /** How far it was when it was killed; empty where it was not. */
  readonly fell: string;
  readonly attempts: number;
}

/** A kind of work that can be killed and goes on. */
export interface Subject {
  readonly name: string;
  /** Database that a run begins with. */
  readonly template: string;
  /** Does the work once, killed at the point where there is one. */
  run(place: Place, point: KillPoint | null, signal: AbortSignal): Promise<Outcome>;
}

/** Work that was over before the kill proves nothing. */
export function refuseLate(isOver: boolean, name: string, { share }: KillPoint): void {
  if (!isOver) return;
  throw new Error(
    `The ${name} was over before it was killed at ${share.toFixed(3)} of it. Give it more work.`,
  );
}
