import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import { z } from 'zod';

/** What `npm run native` leaves behind once everything is in place; without it a folder counts as empty. */
export const nativeManifest = z.object({
  tfjsNode: z.string(),
  tensorflow: z.string(),
  wheel: z.string(),
  wheelSha256: z.string(),
});

export type NativeManifest = z.infer<typeof nativeManifest>;

export const nativeManifestFile = 'native.json';

/**
 * Loads tfjs-node, which registers its backend `tensorflow` with tfjs: from `directory` if it was built there, else from
 * the installed packages. Returns the version of the library below; throws what the loader throws.
 */
export function loadNative(directory: string): { readonly tensorflow: string } {
  const root = resolve(directory);
  const file = join(root, nativeManifestFile);
  const isBuilt = existsSync(file);
  const require = createRequire(isBuilt ? file : import.meta.url);
  require('@tensorflow/tfjs-node');
  if (!isBuilt) return { tensorflow: 'of the installed tfjs-node' };
  const { tensorflow } = nativeManifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { tensorflow };
}
