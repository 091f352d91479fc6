import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { type Manifest, manifestSchema, type NewArtifact } from '../application/models/index.ts';
import { canonicalJson } from './canonical-json.ts';
import {
  cardFile,
  folderOf,
  manifestFile,
  signatureFile,
  unfinishedPrefix,
  weightsFile,
} from './layout.ts';
import { sha256Of } from './sha256.ts';
import { signManifest } from './signature.ts';
import type { SigningKey } from './signing-key.ts';
import { encodeWeights } from './weights-file.ts';
import { withFile, writeDurably } from './with-file.ts';

/** What a killed process leaves behind is removed after this long. */
const staleMs = 3_600_000;

/** The files of a version in memory. */
export interface ArtifactFiles {
  readonly manifest: Manifest;
  readonly sha256: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Lays a version out: the same facts, weights and key give the same bytes. */
export function buildArtifact(
  { facts, tensors, card }: NewArtifact,
  key: SigningKey,
): ArtifactFiles {
  const content = new Map([
    [cardFile, new TextEncoder().encode(card)],
    [weightsFile, encodeWeights(tensors)],
  ]);
  const manifest = manifestSchema.parse({
    ...facts,
    parameters: tensors.reduce((sum, { values }) => sum + values.length, 0),
    files: [...content].map(([name, bytes]) => ({
      name,
      bytes: bytes.length,
      sha256: sha256Of(bytes),
    })),
  });
  const bytes = new TextEncoder().encode(canonicalJson(manifest));
  const signature = new TextEncoder().encode(signManifest(bytes, key));
  const files = new Map([...content, [manifestFile, bytes], [signatureFile, signature]]);
  return { manifest, sha256: sha256Of(bytes), files };
}

/**
 * Writes a version under a name that nobody looks at, lets `check` look at it, and gives it its own name: all of it is there or
 * nothing, also when the process is killed.
 * @returns false where a version of that name is there already, which stays as it is.
 */
export async function publishArtifact(
  store: string,
  { manifest, files }: ArtifactFiles,
  check: (folder: string) => Promise<void>,
): Promise<boolean> {
  const target = folderOf(store, manifest);
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  await sweep(parent);
  // The model's folder comes twice: checks expect a version inside of one.
  const room = join(
    parent,
    `${unfinishedPrefix}${manifest.version}.${randomBytes(6).toString('hex')}`,
  );
  const staged = join(room, manifest.version);
  try {
    await mkdir(staged, { recursive: true });
    for (const [name, bytes] of files) await writeDurably(join(staged, name), bytes);
    await syncFolder(staged);
    await check(staged);
    await rename(staged, target);
    await syncFolder(parent);
    await syncFolder(dirname(parent));
    return true;
  } catch (error) {
    if (isThere(error)) return false;
    throw error;
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

/** Makes names durable, not only contents. */
function syncFolder(path: string): Promise<void> {
  return withFile(path, { flags: 'r' }, (folder) => folder.sync());
}

function isThere(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')
  );
}

async function sweep(parent: string): Promise<void> {
  const left = (await readdir(parent)).filter((name) => name.startsWith(unfinishedPrefix));
  for (const path of left.map((name) => join(parent, name))) {
    const stats = await stat(path).catch(() => null);
    if (stats === null || Date.now() - stats.mtimeMs < staleMs) continue;
    await rm(path, { recursive: true, force: true });
  }
}
