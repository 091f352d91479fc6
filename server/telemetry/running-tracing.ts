/** Tracing that was started in this process. */
export interface Tracing {
  shutdown(): Promise<void>;
}

let running: Tracing | null = null;

/** Runs `start` unless tracing runs already. */
export async function startOnce(start: () => Tracing | Promise<Tracing>): Promise<void> {
  running ??= await start();
}

/** Hands over the spans that are still held and ends tracing. Call it last, before the process exits. */
export async function stopTracing(): Promise<void> {
  const stopping = running;
  running = null;
  await stopping?.shutdown();
}
