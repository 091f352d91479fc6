import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

import { ArtifactFault } from './artifact-fault.ts';
import { withFile } from './with-file.ts';

/** Hashing a piece this long takes about a millisecond; other work gets its turn between two. */
const pieceBytes = 1 << 20;

/** What the file is called in messages, and the most that it may hold. */
interface Limits {
  readonly name: string;
  readonly maxBytes: number;
}

/** A file that was read whole. `bytes` begin at 0 of their buffer. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/**
 * Reads a regular file of at most `maxBytes` into memory, so that what is checked is what is used. Symbolic links are not
 * followed, also not ones that appear between a look and the read.
 * @throws ArtifactFault ARTIFACT_CORRUPT; errors of the file system.
 */
export function readFileWhole(path: string, limits: Limits): Promise<ReadFile> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  return withFile(path, { flags }, (file) => readWhole(file, limits));
}

async function readWhole(file: FileHandle, { name, maxBytes }: Limits): Promise<ReadFile> {
  const stats = await file.stat();
  if (!stats.isFile()) {
    throw new ArtifactFault('ARTIFACT_CORRUPT', `${name} is not a regular file.`);
  }
  if (stats.size > maxBytes) {
    throw new ArtifactFault(
      'ARTIFACT_CORRUPT',
      `${name} has ${stats.size} bytes, but at most ${maxBytes} are expected.`,
    );
  }
  const bytes = new Uint8Array(stats.size);
  const hash = createHash('sha256');
  let read = 0;
  while (read < bytes.length) {
    const piece = bytes.subarray(read, read + pieceBytes);
    const { bytesRead } = await file.read(piece, 0, piece.length, read);
    if (bytesRead === 0) break;
    hash.update(piece.subarray(0, bytesRead));
    read += bytesRead;
  }
  return { bytes: bytes.subarray(0, read), sha256: hash.digest('hex') };
}
