import type { JobCost } from './job.ts';

/** Prices of what jobs use; a Config fits. */
export interface JobRates {
  readonly pricePerCpuHour: number;
  readonly pricePerGibHour: number;
}

const secondsPerHour = 3600;
const bytesPerGib = 2 ** 30;

/** What computing for so long costs: CPU by the second, memory by the second at its size. */
export function priceOf(
  spent: Pick<JobCost, 'cpuSeconds' | 'wallSeconds' | 'peakMemoryBytes'>,
  rates: JobRates,
): number {
  const cpuHours = spent.cpuSeconds / secondsPerHour;
  const gibHours = (spent.peakMemoryBytes / bytesPerGib) * (spent.wallSeconds / secondsPerHour);
  return cpuHours * rates.pricePerCpuHour + gibHours * rates.pricePerGibHour;
}
