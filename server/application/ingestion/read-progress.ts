import type { OnProgress } from '../telemetry.ts';
import type { SourceContent } from './source-reader.ts';

/** Reports one stage over several files as bytes on disk and rows. */
export class ReadProgress {
  readonly #onProgress: OnProgress;
  readonly #stage: string;
  readonly #total: number;
  #finished = 0;
  #bytes = 0;
  #rows = 0;

  constructor(onProgress: OnProgress, stage: string, files: readonly SourceContent[]) {
    this.#onProgress = onProgress;
    this.#stage = stage;
    this.#total = files.reduce((sum, { diskBytes }) => sum + diskBytes, 0);
  }

  /** Bytes read of the current file. */
  readonly onBytes = (bytes: number): void => {
    this.#bytes = bytes;
  };

  /** Counts rows and reports. */
  rows(count: number): void {
    this.#rows += count;
    this.#report();
  }

  /** Ends the current file. */
  finish({ diskBytes }: SourceContent): void {
    this.#finished += diskBytes;
    this.#bytes = 0;
    this.#report();
  }

  #report(): void {
    this.#onProgress({
      stage: this.#stage,
      done: this.#finished + this.#bytes,
      total: this.#total,
      unit: 'bytes',
      rows: this.#rows,
    });
  }
}
