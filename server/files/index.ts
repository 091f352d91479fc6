/** Source files on the local disk: CSV, gzip and Parquet. */
export { sha256OfText } from './digest.ts';
export { FileSourceReader } from './file-source-reader.ts';
