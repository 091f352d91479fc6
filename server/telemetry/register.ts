import { isMainThread } from 'node:worker_threads';

// Worker threads inherit `--import`, and compute nothing that is traced there.
if (isMainThread) {
  const { observeImports } = await import('./observe-imports.ts');
  const { stopTracing } = await import('./running-tracing.ts');
  const { startTracing } = await import('./start-tracing.ts');
  await observeImports();
  await startTracing({ env: process.env });
  process.once('beforeExit', () => void stopTracing());
}
