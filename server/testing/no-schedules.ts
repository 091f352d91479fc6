import type { ApiPorts } from '../graphql/index.ts';

const refuse = () => Promise.reject(new Error('this test has no schedules'));

/** Nothing by the clock. */
export const noSchedules: Pick<ApiPorts, 'listSchedules' | 'setSchedule' | 'removeSchedule'> = {
  listSchedules: {
    execute: () => Promise.resolve([]),
    planned: (schedule) => ({ ...schedule, nextRunAt: null }),
  },
  setSchedule: { execute: refuse },
  removeSchedule: { execute: refuse },
};
