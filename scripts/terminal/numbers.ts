const counts = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 });

/** A count or a total with thousands separators: `1,234,567`. */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** A measured number in at most six significant digits; a dash where there is none. */
export function formatNumber(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '-';
  return String(Number(value.toPrecision(6)));
}

const steps = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes in the largest decimal unit that leaves at least 1: `12.3 MB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(steps.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : value.toFixed(1)} ${steps[step] ?? 'B'}`;
}

/** Elapsed time: `0.4 s`, `12 s`, `3 min 20 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
