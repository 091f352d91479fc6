import { join } from 'node:path';

import type { ModelReference } from '../application/models/index.ts';

/** The files of every version: `<store>/<model>/<version>/`. */
export const manifestFile = 'manifest.json';
export const signatureFile = 'signature';
export const weightsFile = 'weights.bin';
export const cardFile = 'MODEL_CARD.md';

/** More than any manifest, signature or file of weights has; what is larger is not read at all. */
export const largestManifestBytes = 16 * 2 ** 20;
export const largestSignatureBytes = 4096;
export const largestFileBytes = 2 ** 30;

/** Unfinished work begins with a dot, which no name of a model or version does. */
export const unfinishedPrefix = '.';

/** Both names keep the rules, so that the folder lies in the store. */
export function folderOf(store: string, { model, version }: ModelReference): string {
  return join(store, model, version);
}
