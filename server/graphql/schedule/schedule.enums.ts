import { registerEnumType } from 'type-graphql';

import type { RunOutcome, ScheduleUserErrorCode } from '../../application/schedules/index.ts';

export const runOutcome = {
  DUE: 'due',
  STARTED: 'started',
  SKIPPED: 'skipped',
  FAILED: 'failed',
} satisfies Record<Uppercase<RunOutcome>, RunOutcome>;

registerEnumType(runOutcome, {
  name: 'ScheduleRunOutcome',
  description: 'What became of a planned time.',
  valuesConfig: {
    DUE: { description: 'Its job is about to be started.' },
    STARTED: { description: 'Its job was started.' },
    SKIPPED: { description: 'Nothing was started: the run before was still going on.' },
    FAILED: { description: 'Its job was refused; `detail` says why.' },
  },
});

export const scheduleUserErrorCode = {
  INVALID_INPUT: 'INVALID_INPUT',
  INVALID_CRON: 'INVALID_CRON',
  INVALID_SETTINGS: 'INVALID_SETTINGS',
  DATASET_NOT_FOUND: 'DATASET_NOT_FOUND',
  SCHEDULE_OVERLAPS: 'SCHEDULE_OVERLAPS',
  SCHEDULE_NOT_FOUND: 'SCHEDULE_NOT_FOUND',
} satisfies { readonly [Code in ScheduleUserErrorCode]: Code };

registerEnumType(scheduleUserErrorCode, {
  name: 'ScheduleUserErrorCode',
  description: 'Why a schedule was not set or removed.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A field breaks its documented rules.' },
    INVALID_CRON: { description: 'The times or the time zone cannot be read.' },
    INVALID_SETTINGS: { description: 'Jobs with these settings would be refused.' },
    DATASET_NOT_FOUND: { description: 'There is no such dataset.' },
    SCHEDULE_OVERLAPS: { description: 'Another schedule has this dataset and kind already.' },
    SCHEDULE_NOT_FOUND: { description: 'There is no such schedule.' },
  },
});
