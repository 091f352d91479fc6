import type { OnProgress } from '../telemetry.ts';
import type { TrainingProgress } from '../training/index.ts';

/** Tells of the members of an ensemble as of one piece of work, in steps of all of them. */
export function progressOfMembers(
  members: number,
  steps: number,
  onProgress: OnProgress,
): (member: { readonly name: string }, progress: TrainingProgress) => void {
  const latest = new Map<string, TrainingProgress>();
  return ({ name }, progress) => {
    latest.set(name, progress);
    const done = [...latest.values()].reduce((sum, { step }) => sum + step, 0);
    const total = members * steps;
    const underWay = [...latest.values()].filter(({ step }) => step < steps);
    const each = underWay.map(({ step, secondsLeft }) => secondsLeft / (steps - step));
    const perStep = each.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, each.length) ** 2;
    onProgress({
      ...{ stage: 'train', done, total, unit: 'steps', loss: progress.loss },
      ...(each.length === 0 ? {} : { secondsLeft: perStep * (total - done) }),
    });
  };
}
