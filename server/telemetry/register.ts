import { isMainThread } from 'node:worker_threads';

// Worker threads inherit `--import`, and compute nothing that is traced there.
if (isMainThread) {
  const { observeImports } = await import('./observe-imports.ts');
  const { stopTelemetry } = await import('./running-telemetry.ts');
  const { startTelemetry } = await import('./start-telemetry.ts');
  await observeImports();
  await startTelemetry({ env: process.env });
  process.once('beforeExit', () => void stopTelemetry());
}
