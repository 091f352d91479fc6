import { periodOf } from '#core/calendar';
import { describe, expect, it } from 'vitest';

import { periodEvents } from './period-events.ts';

const event = (date: string, name = 'Fair', region = '') => ({ date, name, kind: 'local', region });

describe('events by period', () => {
  it('are those of the day, of every hour of it, and of the week or month around it', () => {
    const calendar = (frequency: 'hourly' | 'daily' | 'weekly' | 'monthly') => ({
      frequency,
      weekStartsOn: 1,
    });
    const periods = (frequency: 'hourly' | 'daily' | 'weekly' | 'monthly') =>
      periodEvents([event('2026-11-25')], calendar(frequency)).map(({ period }) => period);
    expect(periods('daily')).toEqual([periodOf(calendar('daily'), '2026-11-25')]);
    expect(periods('weekly')).toEqual([periodOf(calendar('weekly'), '2026-11-23')]);
    expect(periods('monthly')).toEqual([periodOf(calendar('monthly'), '2026-11-01')]);
    const hours = periods('hourly');
    expect(hours).toHaveLength(24);
    expect(hours[0]).toBe(periodOf(calendar('hourly'), '2026-11-25T00:00:00Z'));
    expect(hours[23]).toBe(hours[0]! + 23);
  });

  it('are in order of period, name and region, each once', () => {
    const found = periodEvents(
      [
        event('2026-11-26'),
        event('2026-11-25', 'Fair', 'TX'),
        event('2026-11-25', 'Fair', 'CA'),
        event('2026-11-25', 'Cup'),
        event('2026-11-24'),
      ],
      { frequency: 'weekly', weekStartsOn: 1 },
    );
    expect(found.map(({ name, region }) => `${name} ${region}`)).toEqual([
      'Cup ',
      'Fair ',
      'Fair CA',
      'Fair TX',
    ]);
  });
});
