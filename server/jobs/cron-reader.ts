import { Cron } from 'croner';

import type { CronReader } from '../application/schedules/index.ts';

const expected =
  'five fields: minute, hour, day of month, month, day of week, as "30 2 * * 1-5" for 02:30 from Monday to Friday';

/** Cron expressions of five fields, by the clock of a time zone. */
export const cronReader: CronReader = {
  problem: (cron, timeZone) => {
    if (!isTimeZone(timeZone)) {
      return `Found the time zone "${timeZone}"; expected a name such as UTC or Europe/Berlin.`;
    }
    try {
      const isEmpty = parsed({ cron, timeZone }).nextRun(new Date(0)) === null;
      return isEmpty
        ? `Found "${cron}", which names no time that ever comes; expected ${expected}.`
        : null;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return `Found "${cron}", which cannot be read (${why}); expected ${expected}.`;
    }
  },
  next: (schedule, after) => parsed(schedule).nextRun(after),
  latest: (schedule, upTo) => {
    // Planned times are whole seconds, and what croner finds lies before the one that it is given.
    const second = Math.floor(upTo.getTime() / 1000) + 1;
    return parsed(schedule).previousRuns(1, new Date(second * 1000))[0] ?? null;
  },
};

function parsed({ cron, timeZone }: { readonly cron: string; readonly timeZone: string }): Cron {
  return new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
