import { expect, test } from 'vitest';

import { cronReader } from './cron-reader.ts';

const nightly = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' };
const at = (text: string) => new Date(text);

test('planned times are those of the clock of the time zone, in summer and in winter', () => {
  expect(cronReader.next(nightly, at('2026-07-01T00:00:00Z'))).toEqual(at('2026-07-01T00:30:00Z'));
  expect(cronReader.next(nightly, at('2026-12-01T00:00:00Z'))).toEqual(at('2026-12-01T01:30:00Z'));
});

test('a planned time comes once where the clock is turned back, and is not lost where it is turned on', () => {
  const times = (from: string, count: number) => {
    let last = at(from);
    return Array.from({ length: count }, () => {
      last = cronReader.next(nightly, last)!;
      return last.toISOString().slice(0, 10);
    });
  };
  expect(times('2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25', '2026-10-26']);
  expect(times('2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-29', '2026-03-30']);
});

test('the latest planned time is the one of this very instant, or the one before', () => {
  const planned = at('2026-07-01T00:30:00Z');
  expect(cronReader.latest(nightly, planned)).toEqual(planned);
  expect(cronReader.latest(nightly, at('2026-07-01T12:00:00Z'))).toEqual(planned);
  expect(cronReader.latest(nightly, at('2026-07-01T00:29:59.999Z'))).toEqual(
    at('2026-06-30T00:30:00Z'),
  );
});

test.each([
  ['every night', 'UTC'],
  ['61 * * * *', 'UTC'],
  ['* * * * * *', 'UTC'],
  ['0 0 30 2 *', 'UTC'],
  ['0 0 * * *', 'Mars/Olympus'],
])('"%s" in %s is refused with what was found and expected', (cron, timeZone) => {
  expect(cronReader.problem(cron, timeZone)).toMatch(/^Found .+; expected .+\.$/);
});

test('a sound expression has no problem', () => {
  expect(cronReader.problem('*/15 6-20 * * MON-FRI', 'America/New_York')).toBeNull();
});
