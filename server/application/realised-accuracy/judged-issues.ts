import type { Calendar, Frequency } from '#core/calendar';

import type { ForecastIssue } from '../forecast-issues/index.ts';
import { itemScore } from './level-accuracies.ts';
import type { ScoredIssue } from './scored-issue.ts';

/** Periods that must be known before anything follows: a day, a week, a month, a quarter. Single ones are mostly noise. */
const enoughPeriods = {
  hourly: 24,
  daily: 7,
  weekly: 4,
  monthly: 3,
} satisfies Record<Frequency, number>;

/**
 * The issues that alerts look at together: those of the same model version, horizon and levels as the issue with the latest
 * cutoff. Older versions are left out, so that what was bad before a rollback is forgotten with it. None as long as too few periods are known.
 */
export function judgedIssues(
  scored: readonly ScoredIssue[],
  { frequency }: Calendar,
): readonly ScoredIssue[] {
  const [newest] = scored.toSorted(
    ({ issue: one }, { issue: other }) => other.cutoff - one.cutoff || other.id - one.id,
  );
  if (newest === undefined) return [];
  const kind = kindOf(newest.issue);
  const judged = scored.filter(({ issue }) => kindOf(issue) === kind);
  const known = new Set(judged.flatMap(knownPeriods));
  return known.size < enoughPeriods[frequency] ? [] : judged;
}

function kindOf({ model, modelVersion, horizon, quantileLevels }: ForecastIssue): string {
  return JSON.stringify([model, modelVersion, horizon, quantileLevels]);
}

function knownPeriods({ issue, check }: ScoredIssue): readonly number[] {
  const { count } = itemScore(check).leads;
  return [...count.keys()].flatMap((lead) => (count[lead]! > 0 ? [issue.cutoff + 1 + lead] : []));
}
