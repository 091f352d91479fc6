import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** What the process of a server was like since the last look. */
export interface ServerGauge {
  /** Longest time for which the event loop did nothing else, milliseconds. */
  readonly longestStall: number;
  /** Largest resident memory of its whole life. */
  readonly peakBytes: number;
}

const resolutionMilliseconds = 5;

/** Loaded into a server before anything else: answers its parent, and nobody else can ask. */
if (isMainThread && process.send !== undefined) {
  const delays = monitorEventLoopDelay({ resolution: resolutionMilliseconds });
  delays.enable();
  process.on('message', () => {
    const gauge: ServerGauge = {
      longestStall: Math.max(0, delays.max / 1e6 - resolutionMilliseconds),
      peakBytes: process.resourceUsage().maxRSS * 1024,
    };
    delays.reset();
    process.send?.(gauge);
  });
  // The server stops when it is told to, not when its parent stops asking.
  process.channel?.unref();
}
