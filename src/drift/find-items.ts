import type { Calendar } from '../calendar/index.ts';
import { itemLevel } from '../hierarchy/index.ts';
import type { Series } from '../series/index.ts';
import type { DriftFinding } from './drift-finding.ts';
import type { DriftThresholds } from './drift-thresholds.ts';
import { findRamping } from './find-ramping.ts';
import { findSilent } from './find-silent.ts';

interface ItemCheck {
  readonly last: number;
  readonly calendar: Calendar;
  readonly thresholds: DriftThresholds;
}

/** Items that have gone silent or still grow; those first that exceed their threshold most. */
export function findItems(
  items: readonly Series[],
  { last, calendar, thresholds }: ItemCheck,
): readonly DriftFinding[] {
  const findings = items.flatMap((item) => {
    const subject = { level: itemLevel.name, name: item.key, demand: item.values, last, calendar };
    const dead = findSilent(subject, thresholds.deadItem);
    const ramping = findRamping(item, { last, calendar, least: thresholds.ramp });
    return [dead, ramping].filter((finding) => finding !== null);
  });
  const excess = ({ effect, threshold }: DriftFinding): number => effect / threshold;
  return findings.toSorted((one, other) => excess(other) - excess(one));
}
