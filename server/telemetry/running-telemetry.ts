import { context, diag, logs, metrics, propagation, trace } from '@opentelemetry/api';

/** What was started in this process. */
export interface Telemetry {
  /** The metrics in the text format of Prometheus. */
  metricsPage(): Promise<string>;
  shutdown(): Promise<void>;
}

let running: Telemetry | null = null;

/** An exporter retries for longer than a stopping process should wait. */
const longestGoodbyeMs = 3000;

/** Runs `start` unless telemetry runs already. */
export async function startOnce(start: () => Promise<Telemetry>): Promise<void> {
  running ??= await start();
}

/** The metrics of this process in the text format of Prometheus; empty where telemetry was not started. */
export async function metricsPage(): Promise<string> {
  return running === null ? '' : running.metricsPage();
}

/**
 * Hands over the spans and metrics that are still held and ends telemetry; waits 3 seconds at most and never fails, since a collector
 * that is down must not change how a process ends. Call it last, before the process exits.
 */
export async function stopTelemetry(): Promise<void> {
  const stopping = running;
  running = null;
  if (stopping === null) return;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      diag.warn('the exporter did not take the last spans and metrics in time; they are lost');
      resolve();
    }, longestGoodbyeMs);
  });
  const goodbye = stopping.shutdown().catch((error: unknown) => {
    diag.warn('the last spans and metrics could not be exported', String(error));
  });
  await Promise.race([goodbye, patience]);
  clearTimeout(timer);
  for (const api of [trace, context, propagation, metrics, logs, diag]) api.disable();
}
