import { detectDrift } from '#core/drift';
import { buildHierarchy, parseLevel } from '#core/hierarchy';

import { type InjectedChange, withChange } from './injected-change.ts';
import type { M5Sample } from './m5-sample.ts';

const week = 7;
/** Weekly checks after a change in which it must be found. */
const mostChecks = 5;

/** How one change is found in the segments of one attribute. */
export interface Detection {
  readonly change: InjectedChange;
  readonly attribute: string;
  readonly tried: number;
  /** Days from the change to the check that finds it by its name; of those that are found. */
  readonly delays: readonly number[];
  /** Findings by another name on the same segment by then that the untouched data do not have. */
  readonly otherNames: number;
  readonly missed: readonly string[];
}

/** Puts a change into every segment of an attribute, at each of some days, and checks weekly until it is found. */
export function injectedChecks(
  sample: M5Sample,
  change: InjectedChange,
  attribute: string,
  days: readonly number[],
): Detection {
  // The findings of a level do not depend on the others.
  const items = sample.items.map(({ key }, item) => ({
    key,
    attributes: sample.attributes[item]!,
  }));
  const watched = { ...sample, hierarchy: buildHierarchy(items, [parseLevel(attribute)]) };
  const segments = [...new Set(sample.attributes.map((one) => one[attribute]!))];
  const delays: number[] = [];
  const missed: string[] = [];
  let otherNames = 0;
  for (const from of days) {
    for (const value of segments) {
      const changed = withChange(watched, change, { attribute, value, from });
      // Checks fall on the same weekday as those of the untouched data, changes on any day.
      const first = sample.last - week * Math.floor((sample.last - from) / week);
      let delay: number | null = null;
      for (let check = first; delay === null && check < first + mostChecks * week; check += week) {
        const own = detectDrift(changed, check).findings.filter(
          ({ level, segment }) => level === attribute && segment === value,
        );
        if (own.some(({ kind }) => kind === change.kind)) delay = check - from + 1;
        otherNames += own.filter(({ kind }) => kind !== change.kind).length;
      }
      if (delay === null) missed.push(value);
      else delays.push(delay);
    }
  }
  return { change, attribute, tried: days.length * segments.length, delays, otherNames, missed };
}
