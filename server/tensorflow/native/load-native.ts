import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import { z } from 'zod';

const nativeManifest = z.object({ tensorflow: z.string(), wheelSha256: z.string() });

/** What `npm run native` took: the version of TensorFlow, and the hash of the wheel that it came in. */
export type NativeManifest = z.infer<typeof nativeManifest>;

/** Written once everything else is in place: a folder without it counts as empty. */
export const nativeManifestFile = 'native.json';

/** What was built into a folder; null where nothing was. */
export function builtNative(directory: string): NativeManifest | null {
  const file = join(directory, nativeManifestFile);
  return existsSync(file) ? nativeManifest.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

/**
 * Loads tfjs-node, which registers its backend `tensorflow` with tfjs: from `directory` if it was built there, else from
 * the installed packages, should somebody have put it among them.
 * @returns the version of TensorFlow below it, as far as it is known.
 */
export function loadNative(directory: string): string {
  const built = builtNative(directory);
  const from = built === null ? import.meta.url : resolve(directory, nativeManifestFile);
  createRequire(from)('@tensorflow/tfjs-node');
  return built?.tensorflow ?? 'of the installed tfjs-node';
}
