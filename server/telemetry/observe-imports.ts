import { register as registerThread } from 'node:module';

import { instrumentedPackages } from './instrumentations.ts';

/**
 * Lets the instrumentations see ES imports. Runs in this thread where Node can (22.22.3 and newer): a loader thread
 * costs 50 ms more and slows down every import. Only the instrumented packages are wrapped.
 */
export async function observeImports(): Promise<void> {
  const hooks = await import('import-in-the-middle/register-hooks.mjs');
  if (hooks.supportsSyncHooks()) {
    hooks.register({ include: [...instrumentedPackages] });
    return;
  }
  registerThread('import-in-the-middle/hook.mjs', import.meta.url, {
    data: { include: [...instrumentedPackages] },
  });
}
