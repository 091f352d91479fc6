import { type Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { LoadedArtifact, Manifest, ModelReference } from '../application/models/index.ts';
import { ArtifactFault } from './artifact-fault.ts';
import { checkFinite } from './check-finite.ts';
import {
  largestManifestBytes,
  largestSignatureBytes,
  manifestFile,
  signatureFile,
  weightsFile,
} from './layout.ts';
import type { PublicKey } from './public-key.ts';
import { type ReadFile, readFileWhole } from './read-file.ts';
import { checkManifest, parseManifestJson } from './read-manifest.ts';
import { checkSignature } from './signature.ts';
import { decodeWeights } from './weights-file.ts';

/**
 * Reads the version in `folder` and checks everything: the folder holds its files and nothing else, a trusted key signed the
 * manifest, the manifest is this version's and of a known form, every file has its size and hash, every weight its place
 * and a finite value.
 * @throws ArtifactFault with the first thing that is wrong.
 */
export async function loadArtifact(
  folder: string,
  reference: ModelReference,
  trusted: ReadonlyMap<string, PublicKey>,
): Promise<LoadedArtifact> {
  try {
    await checkFolder(folder);
    return await readArtifact(folder, reference, trusted);
  } catch (error) {
    throw error instanceof ArtifactFault ? error : faultOfSystem(error);
  }
}

async function readArtifact(
  folder: string,
  { model, version }: ModelReference,
  trusted: ReadonlyMap<string, PublicKey>,
): Promise<LoadedArtifact> {
  const read = (name: string, maxBytes: number) =>
    readFileWhole(join(folder, name), { name, maxBytes });
  const entries = await readdir(folder, { withFileTypes: true });
  checkPresent(entries);
  const manifestBytes = await read(manifestFile, largestManifestBytes);
  const value = parseManifestJson(manifestBytes.bytes);
  const signature = await read(signatureFile, largestSignatureBytes);
  const signedBy = checkSignature(manifestBytes.bytes, signature.bytes, trusted);
  const manifest = checkManifest(value, manifestBytes.bytes);
  if (manifest.model !== model || manifest.version !== version) {
    throw new ArtifactFault(
      'ARTIFACT_CORRUPT',
      `The folder of ${model}@${version} holds ${manifest.model}@${manifest.version}.`,
    );
  }
  checkEntries(entries, manifest);
  const files = new Map<string, ReadFile>();
  for (const { name, bytes, sha256 } of manifest.files) {
    const file = await read(name, bytes);
    if (file.bytes.length !== bytes || file.sha256 !== sha256) {
      throw new ArtifactFault(
        'ARTIFACT_CORRUPT',
        `${name} has ${file.bytes.length} bytes and SHA-256 ${file.sha256}, but the manifest says ${bytes} and ${sha256}.`,
      );
    }
    files.set(name, file);
  }
  const tensors = decodeWeights(files.get(weightsFile)!.bytes);
  const parameters = tensors.reduce((sum, { values }) => sum + values.length, 0);
  if (parameters !== manifest.parameters) {
    throw new ArtifactFault(
      'ARTIFACT_CORRUPT',
      `${weightsFile} holds ${parameters} values, but the manifest says ${manifest.parameters}.`,
    );
  }
  await checkFinite(tensors);
  const all = [manifestBytes, signature, ...files.values()];
  return {
    manifest,
    sha256: manifestBytes.sha256,
    signedBy,
    bytes: all.reduce((sum, { bytes }) => sum + bytes.length, 0),
    tensors,
  };
}

/** Folders of a version and its model are folders of the store itself, not links to somewhere else. */
async function checkFolder(folder: string): Promise<void> {
  for (const path of [dirname(folder), folder]) {
    if ((await lstat(path)).isDirectory()) continue;
    throw new ArtifactFault('ARTIFACT_CORRUPT', `${path} is not a folder of its own.`);
  }
}

/** A model without its manifest or its weights is none; one without a signature is nobody's. */
function checkPresent(entries: readonly Dirent[]): void {
  const names = new Set(entries.map(({ name }) => name));
  for (const name of [manifestFile, weightsFile]) {
    if (!names.has(name)) throw new ArtifactFault('MODEL_MISSING', `${name} is not there.`);
  }
  if (!names.has(signatureFile)) {
    throw new ArtifactFault('SIGNATURE_INVALID', 'The model is not trusted: nobody has signed it.');
  }
}

function checkEntries(entries: readonly Dirent[], { files }: Manifest): void {
  const expected = new Set([manifestFile, signatureFile, ...files.map(({ name }) => name)]);
  for (const entry of entries) {
    if (!expected.delete(entry.name)) {
      throw new ArtifactFault('ARTIFACT_CORRUPT', `"${entry.name}" does not belong to the model.`);
    }
    if (!entry.isFile()) {
      throw new ArtifactFault('ARTIFACT_CORRUPT', `${entry.name} is not a regular file.`);
    }
  }
  const [missing] = expected;
  if (missing !== undefined) {
    throw new ArtifactFault('ARTIFACT_CORRUPT', `${missing} is not there.`);
  }
}

function faultOfSystem(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  switch (error.code) {
    case 'ENOENT':
      return new ArtifactFault('MODEL_MISSING', 'No such version is published here.', error);
    case 'ELOOP':
    case 'ENOTDIR':
    case 'EISDIR':
      return new ArtifactFault('ARTIFACT_CORRUPT', 'A link stands where a file should.', error);
    default:
      return new ArtifactFault(
        'MODEL_LOAD_FAILED',
        `The files cannot be read: ${error.message}.`,
        error,
      );
  }
}
