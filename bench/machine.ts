import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** What a run was measured on, in one line: cores, memory, Node, and the load that others had put on the machine. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? '';
  const processor = model === '' || model === 'unknown' ? process.arch : model;
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const [load = 0] = loadavg();
  return (
    `${availableParallelism()} cores (${processor}), ${gigabytes} GiB memory, ${process.platform}, ` +
    `Node ${process.versions.node}, load average ${load.toFixed(1)} before the run`
  );
}
