import { dateOf, periodOf } from '#core/calendar';
import { type DriftThresholds, driftThresholds } from '#core/drift';

import { loadConfig } from '../../server/config/index.ts';
import type { Bench, Table } from '../bench.ts';
import { percentile } from '../figures.ts';
import { injectedChanges } from './injected-change.ts';
import { type Detection, injectedChecks } from './injected-checks.ts';
import { type M5Sample, readM5Sample } from './m5-sample.ts';
import { type Untouched, untouchedChecks } from './untouched-checks.ts';

const week = 7;
/** The first check has a year, and the weeks before it, behind it. */
const firstCheck = 68 * week;
/** Days before the end of the data on which changes begin, each on another day of the week. */
const changeDays = [44 * week + 3, 20 * week + 5];

/** Looks for drift in M5's sample: as it is, where alarms are false unless something happened, and with changes put in. */
export const driftBench: Bench = {
  name: 'drift',
  title: "Drift in M5's sample: ordinary weeks, and injected changes",
  document: 'monitoring',
  run: async ({ signal, log }) => {
    const sample = await readM5Sample(log);
    if (sample === null) return null;
    const { first, last, calendar } = sample;
    const newYear = periodOf(calendar, '2015-01-01');
    // Every check falls on the weekday of the last one.
    const aligned = (day: number) => last - week * Math.floor((last - day) / week);
    const spans = [
      { name: 'to 2014', from: aligned(first + firstCheck), to: newYear - 1 },
      { name: 'from 2015', from: aligned(newYear), to: last },
    ];
    const { alertMaxDriftedPercent } = loadConfig({});
    const untouched = spans.map(({ from, to }) => {
      log(`drift: weekly checks from ${dateOf(calendar, from)} to ${dateOf(calendar, to)}`);
      signal.throwIfAborted();
      return untouchedChecks(sample, { from, to }, alertMaxDriftedPercent);
    });
    const detections = ['store', 'department'].flatMap((attribute) =>
      injectedChanges.map((change) => {
        log(`drift: ${change.name}, ${attribute} by ${attribute}`);
        signal.throwIfAborted();
        const days = changeDays.map((back) => last - back);
        return injectedChecks(sample, change, attribute, days);
      }),
    );
    const names = spans.map(
      ({ name, from, to }) => `${name}: ${dateOf(calendar, from)} to ${dateOf(calendar, to)}`,
    );
    return [
      alarmTable(names, untouched),
      episodeTable(sample, untouched[1]!),
      detectionTable(detections),
      thresholdTable(driftThresholds),
    ];
  },
};

function alarmTable(names: readonly string[], untouched: readonly Untouched[]): Table {
  return {
    caption:
      'Weekly checks of the data as they are. An alarm is one finding on a segment, however many checks repeat it; there are 24 segments (total, state, store, category, department). An alert is raised where more than 20 % of a level have drifted (`ALERT_MAX_DRIFTED_PERCENT`). Items found dead are those whose next four weeks are known.',
    columns: [
      'part',
      'checks',
      'alarms',
      'checks that raise an alert',
      'items found dead',
      'of them sold again in 4 weeks',
    ],
    rows: untouched.map(({ checks, alerted, episodes, silentItems }, place) => [
      names[place]!,
      String(checks),
      String(episodes.length),
      String(alerted.length),
      String(silentItems.found),
      `${((100 * silentItems.revived) / silentItems.found).toFixed(1)} %`,
    ]),
  };
}

function episodeTable({ calendar }: M5Sample, { episodes }: Untouched): Table {
  return {
    caption: 'Every alarm from 2015 on.',
    columns: ['segment', 'finding', 'since', 'found', 'last', 'effect', 'threshold'],
    rows: episodes.map(({ finding, found, last }) => [
      finding.segment,
      finding.kind,
      ...[finding.since, found, last].map((day) => dateOf(calendar, day)),
      finding.effect.toFixed(2),
      finding.threshold.toFixed(2),
    ]),
  };
}

function detectionTable(detections: readonly Detection[]): Table {
  return {
    caption:
      'Changes put into one segment at a time, at two days of 2015 and 2016. Found: by its name, on its segment, within the five weekly checks after it. Delays are days from the change to the check that finds it.',
    columns: [
      ...['change', 'found', 'of', 'within 28 days'],
      ...['median delay', 'longest delay', 'other names by then', 'missed'],
    ],
    rows: detections.map(({ change, attribute, tried, delays, otherNames, missed }) => [
      `${change.name}, a ${attribute}: ${change.kind}`,
      `${((100 * delays.length) / tried).toFixed(0)} %`,
      String(tried),
      `${((100 * delays.filter((delay) => delay <= 28).length) / tried).toFixed(0)} %`,
      String(percentile(delays, 0.5)),
      String(Math.max(...delays)),
      String(otherNames),
      [...new Set(missed)].sort().join(', '),
    ]),
  };
}

function thresholdTable(thresholds: DriftThresholds): Table {
  const { level, zeroShare, price, listing, pattern, deadSegment, deadItem, ramp } = thresholds;
  const relative = (effect: number) =>
    `+${(100 * Math.expm1(effect)).toFixed(0)} % or ${(100 * Math.expm1(-effect)).toFixed(0)} %`;
  const cusum = (decision: number) => `a CUSUM of ${decision} standard errors`;
  const silence = (multiple: number, expected: number) =>
    `${multiple} times the longest gap of the year before, ${expected} units expected`;
  return {
    caption: 'Thresholds. Both have to be exceeded.',
    columns: ['finding', 'effect', 'evidence'],
    rows: [
      ['LEVEL_SHIFT', relative(level.effect), cusum(level.decision)],
      ['ZERO_SHARE', `${100 * zeroShare.effect} of 100 days`, cusum(zeroShare.decision)],
      ['PRICE_SHOCK', relative(price.effect), cusum(price.decision)],
      ['LISTING', relative(listing.effect), cusum(listing.decision)],
      ['WEEKDAY_PATTERN', `${100 * pattern.effect} %`, `${pattern.spreads} standard errors`],
      [
        'DEAD_SEGMENT, a segment',
        `${deadSegment.days} days`,
        silence(deadSegment.multiple, deadSegment.expected),
      ],
      [
        'DEAD_SEGMENT, an item',
        `${deadItem.days} days`,
        silence(deadItem.multiple, deadItem.expected),
      ],
      ['RAMPING_ITEM', `${ramp} times the weeks before`, '6 standard errors of Poisson demand'],
    ],
  };
}
