/** Files on the local disk: CSV, gzip and Parquet, read and written. */
export { csvLine, type CsvValue } from './csv-line.ts';
export { sha256OfText } from './digest.ts';
export { DiskExportFiles } from './export-files.ts';
export { FileSourceReader } from './file-source-reader.ts';
export { forecastColumns, forecastCsvLines } from './forecast-csv.ts';
export { createFile } from './written-file.ts';
