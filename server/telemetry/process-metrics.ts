import type { Meter } from '@opentelemetry/api';

/** Memory, processor time and age of this process, named as OpenTelemetry's conventions do. */
export function observeProcess(meter: Meter): void {
  meter
    .createObservableUpDownCounter('process.memory.usage', {
      unit: 'By',
      description: 'Physical memory of the process, tensors and shared memory included.',
    })
    .addCallback((result) => {
      result.observe(process.memoryUsage.rss());
    });
  meter
    .createObservableCounter('process.cpu.time', {
      unit: 's',
      description: 'Processor time of the process, all threads together.',
    })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe(user / 1e6, { 'cpu.mode': 'user' });
      result.observe(system / 1e6, { 'cpu.mode': 'system' });
    });
  meter
    .createObservableGauge('process.uptime', { unit: 's', description: 'Age of the process.' })
    .addCallback((result) => {
      result.observe(process.uptime());
    });
}
