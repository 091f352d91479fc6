import type { OnProgress } from '../telemetry.ts';
import { checksumMismatch } from './checksum.ts';
import type { IngestFilesCommand } from './ingest-command.ts';
import type { SourceContent, SourceReader } from './source-reader.ts';

/**
 * Measures and hashes every file before anything is written, so that known content is recognised and a wrong file is
 * refused at once.
 * @throws ForecastError FILE_UNREADABLE, CHECKSUM_MISMATCH where a promised size or hash is another one.
 */
export async function inspectFiles(
  reader: SourceReader,
  files: IngestFilesCommand['files'],
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
): Promise<readonly SourceContent[]> {
  const contents: SourceContent[] = [];
  let finished = 0;
  const report = (bytes: number): void => {
    onProgress({ stage: 'checking', done: finished + bytes, total: null, unit: 'bytes' });
  };
  for (const { path, bytes, sha256 } of files) {
    const content = await reader.inspect(path, { signal, onBytes: report });
    const expected = { bytes: bytes ?? content.bytes, sha256: sha256 ?? content.sha256 };
    if (expected.bytes !== content.bytes || expected.sha256 !== content.sha256) {
      throw checksumMismatch(content, expected, 'the file that was promised');
    }
    contents.push(content);
    finished += content.diskBytes;
    report(0);
  }
  return contents;
}
