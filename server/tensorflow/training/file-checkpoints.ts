import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { ForecastError } from '#core/errors';

import type { CheckpointStore, TrainingState } from '../../application/training/index.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint-bytes.ts';

/** Keeps the state of one training in a file. */
export class FileCheckpoints implements CheckpointStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws ForecastError FILE_UNREADABLE where there is a file that is no whole checkpoint. */
  async load(): Promise<TrainingState | null> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.#path);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    try {
      return decodeCheckpoint(bytes);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      throw new ForecastError(
        'FILE_UNREADABLE',
        `The checkpoint ${this.#path} cannot be used: ${problem}. Delete it to begin the training anew.`,
        { file: this.#path, problem },
        error,
      );
    }
  }

  /** Written beside, flushed, then renamed: whoever reads finds the old state or the new one. */
  async save(state: TrainingState): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const beside = `${this.#path}.writing`;
    const file = await open(beside, 'w');
    try {
      await file.writeFile(encodeCheckpoint(state));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, this.#path);
  }

  async clear(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
