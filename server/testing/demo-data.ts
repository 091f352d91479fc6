import type { App } from '../app.ts';

/** Generates the demo data of a first start. */
export async function generateDemoData({ ingestSynthetic }: App): Promise<void> {
  await ingestSynthetic.execute({
    scale: 'demo',
    seed: 1,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}
