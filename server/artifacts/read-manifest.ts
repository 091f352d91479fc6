import {
  type Manifest,
  manifestSchema,
  manifestSchemaVersion,
} from '../application/models/index.ts';
import { z } from 'zod';

import { ArtifactFault } from './artifact-fault.ts';
import { canonicalJson } from './canonical-json.ts';
import { cardFile, largestFileBytes, manifestFile, weightsFile } from './layout.ts';

const versioned = z.object({ schemaVersion: z.int() });

/**
 * The JSON value in the bytes of a manifest. Nothing is believed of it before its signature was checked.
 * @throws ArtifactFault ARTIFACT_CORRUPT.
 */
export function parseManifestJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new ArtifactFault(
      'ARTIFACT_CORRUPT',
      `${manifestFile} is damaged: its ${bytes.length} bytes are not JSON.`,
      error,
    );
  }
}

/**
 * A signed manifest by the rules of its form.
 * @throws ArtifactFault MODEL_LOAD_FAILED for what this release cannot read, ARTIFACT_CORRUPT for other bytes than the
 * canonical ones.
 */
export function checkManifest(value: unknown, bytes: Uint8Array): Manifest {
  const found = versioned.safeParse(value).data?.schemaVersion;
  if (found !== manifestSchemaVersion) {
    throw new ArtifactFault(
      'MODEL_LOAD_FAILED',
      `${manifestFile} has schema version ${found ?? 'unknown'}, but this release reads ${manifestSchemaVersion}. Use the release that published it, or publish it again.`,
    );
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new ArtifactFault(
      'MODEL_LOAD_FAILED',
      `${manifestFile} breaks a rule of its form at ${path.join('.')}: ${message}.`,
    );
  }
  if (canonicalJson(value) !== new TextDecoder().decode(bytes)) {
    throw new ArtifactFault('ARTIFACT_CORRUPT', `${manifestFile} is not in its canonical form.`);
  }
  checkFileList(parsed.data);
  return parsed.data;
}

function checkFileList({ files }: Manifest): void {
  const names = files.map(({ name }) => name);
  const known = [weightsFile, cardFile];
  if (names.toSorted().join() !== known.toSorted().join()) {
    throw new ArtifactFault(
      'MODEL_LOAD_FAILED',
      `${manifestFile} lists the files ${names.join(', ')}, but this release reads ${known.join(' and ')}.`,
    );
  }
  const large = files.find(({ bytes }) => bytes > largestFileBytes);
  if (large === undefined) return;
  throw new ArtifactFault(
    'MODEL_LOAD_FAILED',
    `${large.name} has ${large.bytes} bytes, but at most ${largestFileBytes} are read.`,
  );
}
