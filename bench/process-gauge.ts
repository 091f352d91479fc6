import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** What a process of the product was like since the last look. */
export interface ProcessGauge {
  /** Longest time for which the event loop did nothing else, milliseconds. */
  readonly longestStall: number;
  /** Largest resident memory of its whole life. */
  readonly peakBytes: number;
  /** What is still in use after a collection: objects, and buffers outside of the heap. */
  readonly usedBytes: number;
  /** What keeps the process busy or alive: sockets, timers, requests, threads. */
  readonly resources: number;
}

const resolutionMilliseconds = 5;

/**
 * Loaded into a process before anything else: tells its parent over HTTP. A channel of Node's own would not outlive the options that the
 * program gives itself.
 */
if (isMainThread) {
  const delays = monitorEventLoopDelay({ resolution: resolutionMilliseconds });
  delays.enable();
  setFlagsFromString('--expose-gc');
  // V8 puts its collector under this name, typed nowhere.
  const collect = runInNewContext('gc') as () => void;
  const server = createServer((_request, response) => {
    const longestStall = Math.max(0, delays.max / 1e6 - resolutionMilliseconds);
    // The second waits for the buffers that the first has found to be swept.
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    const gauge: ProcessGauge = {
      longestStall,
      peakBytes: process.resourceUsage().maxRSS * 1024,
      usedBytes: heapUsed + external,
      resources: process.getActiveResourcesInfo().length,
    };
    delays.reset();
    response.setHeader('connection', 'close');
    response.end(JSON.stringify(gauge));
  });
  server.listen(Number(process.env['GAUGE_PORT']), '127.0.0.1');
  // The process stops when it is told to, not when its parent stops asking.
  server.unref();
}
