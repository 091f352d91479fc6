import type { ProcessMeter } from '../application/jobs/index.ts';

/** What the operating system counts for this process, all of its threads together. */
export const processMeter: ProcessMeter = {
  cpuSeconds: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  memoryBytes: () => process.memoryUsage.rss(),
};
