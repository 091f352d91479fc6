/**
 * A process that ingests M5 files and stands still in the middle of the sales file, its work half written:
 * `node ingest-and-stall.ts <database url> <file>..`. Tells its parent when it has got there.
 */
import { FileSourceReader, sha256OfText } from '../../../files/index.ts';
import {
  openDatabase,
  PostgresCatalogReader,
  PostgresIngestionStore,
} from '../../../storage/index.ts';
import { IngestFiles, type ReadOptions, type SourceContent } from '../index.ts';

/** Hands out the blocks of a text file until enough has been read that values were copied, then nothing more. */
class StallingReader extends FileSourceReader {
  override async *lines(content: SourceContent, options: ReadOptions): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const block of super.lines(content, options)) {
      if (bytes > content.bytes / 2) {
        process.send?.('stalled');
        await new Promise(() => undefined);
      }
      bytes += block.length;
      yield block;
    }
  }
}

const [url = '', ...files] = process.argv.slice(2);
const database = await openDatabase({ url, poolSize: 2, statementTimeoutSeconds: 60 });
const ingestFiles = new IngestFiles({
  store: new PostgresIngestionStore(database),
  catalog: new PostgresCatalogReader(database),
  reader: new StallingReader(),
  digest: sha256OfText,
  now: () => new Date(),
});
await ingestFiles.execute({ dataset: { slug: 'killed' }, format: 'm5', files });
