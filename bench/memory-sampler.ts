const intervalMs = 50;

/** Watches the resident memory of this process; `stop` gives the largest value seen, in bytes. */
export function startMemorySampler(): { stop(): number } {
  let peak = process.memoryUsage.rss();
  const sample = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, intervalMs);
  return {
    stop: () => {
      clearInterval(timer);
      sample();
      return peak;
    },
  };
}
