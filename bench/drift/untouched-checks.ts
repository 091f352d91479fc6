import { detectDrift, type DriftFinding } from '#core/drift';

import type { M5Sample } from './m5-sample.ts';

const week = 7;

/** A finding that one check after the other repeats. */
export interface Episode {
  readonly finding: DriftFinding;
  /** The days of the checks that had it first and last. */
  readonly found: number;
  last: number;
}

export interface Untouched {
  readonly checks: number;
  /** Days of checks on which more of a level had drifted than an alert needs. */
  readonly alerted: readonly number[];
  /** On segments. */
  readonly episodes: readonly Episode[];
  /** Items found silent, each silence once; `revived` sold again within four weeks of the finding. */
  readonly silentItems: { readonly found: number; readonly revived: number };
}

/** Weekly checks of data as they are, from the first to the last day of checks. */
export function untouchedChecks(
  sample: M5Sample,
  { from, to }: { readonly from: number; readonly to: number },
  alertPercent: number,
): Untouched {
  const alerted: number[] = [];
  const episodes: Episode[] = [];
  const silent = new Map<string, boolean | null>();
  const series = new Map(sample.items.map((item) => [item.key, item]));
  let checks = 0;
  for (let day = from; day <= to; day += week) {
    checks += 1;
    const { levels, findings } = detectDrift(sample, day);
    if (levels.some(({ drifted, segments }) => 100 * drifted > alertPercent * segments)) {
      alerted.push(day);
    }
    for (const finding of findings) {
      if (finding.level !== 'item-store') {
        record(episodes, finding, day);
      } else if (finding.kind === 'DEAD_SEGMENT') {
        const key = `${finding.segment} ${finding.since}`;
        const { start, values } = series.get(finding.segment)!;
        // What is not over yet counts for nothing.
        const after = values.subarray(day + 1 - start, day + 1 + 4 * week - start);
        const isOver = after.length === 4 * week;
        if (!silent.has(key)) silent.set(key, isOver ? after.some((value) => value > 0) : null);
      }
    }
  }
  const judged = [...silent.values()].filter((revived) => revived !== null);
  return {
    checks,
    alerted,
    episodes,
    silentItems: { found: judged.length, revived: judged.filter(Boolean).length },
  };
}

function record(episodes: Episode[], finding: DriftFinding, day: number): void {
  const running = episodes.find(
    ({ finding: { kind, level, segment, direction }, last }) =>
      day - last <= 2 * week &&
      kind === finding.kind &&
      level === finding.level &&
      segment === finding.segment &&
      direction === finding.direction,
  );
  if (running === undefined) episodes.push({ finding, found: day, last: day });
  else running.last = day;
}
