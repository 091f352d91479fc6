import { unreadable } from '../application/ingestion/index.ts';

const lineFeed = 10;
const longestLine = 64 << 20;

/**
 * Regroups chunks of text into blocks that end with a line feed; the last block may end without one.
 * @throws ForecastError FILE_UNREADABLE for a line of more than 64 MiB, which is no line of a table.
 */
export async function* lineBlocks(
  file: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      yield pending.length === 0
        ? chunk.subarray(0, end)
        : Buffer.concat([...pending, chunk.subarray(0, end)]);
      pending = [];
      held = 0;
    }
    if (end === chunk.length) continue;
    pending.push(chunk.subarray(end));
    held += chunk.length - end;
    if (held > longestLine) {
      throw unreadable(
        file,
        'a line is longer than 64 MiB',
        'Check that it is a table with line ends.',
      );
    }
  }
  if (held > 0) yield Buffer.concat(pending);
}
