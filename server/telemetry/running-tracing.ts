import { context, diag, logs, metrics, propagation, trace } from '@opentelemetry/api';

/** Tracing that was started in this process. */
export interface Tracing {
  shutdown(): Promise<void>;
}

let running: Tracing | null = null;

/** An exporter retries for longer than a stopping process should wait. */
const longestGoodbyeMs = 3000;

/** Runs `start` unless tracing runs already. */
export async function startOnce(start: () => Tracing | Promise<Tracing>): Promise<void> {
  running ??= await start();
}

/**
 * Hands over the spans that are still held and ends tracing; waits 3 seconds at most and never fails, since a collector
 * that is down must not change how a process ends. Call it last, before the process exits.
 */
export async function stopTracing(): Promise<void> {
  const stopping = running;
  running = null;
  if (stopping === null) return;
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      diag.warn('the exporter did not take the last spans in time; they are lost');
      resolve();
    }, longestGoodbyeMs);
  });
  const goodbye = stopping.shutdown().catch((error: unknown) => {
    diag.warn('the last spans could not be exported', String(error));
  });
  await Promise.race([goodbye, patience]);
  clearTimeout(timer);
  for (const api of [trace, context, propagation, metrics, logs, diag]) api.disable();
}
