import { type ExportFormat, exportOfFileName } from './forecast-export.ts';
import type { ExportFiles, ExportStore } from './ports.ts';

/** A file that may be fetched now. */
export interface OpenedExport {
  readonly kind: 'opened';
  readonly format: ExportFormat;
  readonly bytes: number;
  /** Read as it is taken. */
  readonly content: AsyncIterable<Uint8Array>;
}

export type ExportOpening = OpenedExport | { readonly kind: 'unknown' | 'expired' | 'missing' };

interface OpeningPorts {
  readonly files: Pick<ExportFiles, 'open'>;
  readonly store: Pick<ExportStore, 'find'>;
  readonly now: () => Date;
}

/** Use case: hand out the file of an export. Only names that were given out lead anywhere. */
export class OpenExport {
  readonly #ports: OpeningPorts;

  constructor(ports: OpeningPorts) {
    this.#ports = ports;
  }

  /** `missing`: it is known, but its file is not in the folder of this process. */
  async execute(fileName: string): Promise<ExportOpening> {
    const { files, store, now } = this.#ports;
    const named = exportOfFileName(fileName);
    if (named === null) return { kind: 'unknown' };
    const [found] = await store.find([named.id]);
    if (found?.format !== named.format) return { kind: 'unknown' };
    if (found.expiresAt <= now()) return { kind: 'expired' };
    const content = await files.open(fileName, found.bytes);
    if (content === null) return { kind: 'missing' };
    return { kind: 'opened', format: found.format, bytes: found.bytes, content };
  }
}
