/** Issued forecasts as files: written by a job or a command, fetched over HTTP until they expire. */
export { ExportForecasts } from './export-forecasts.ts';
export { type ExportFormat, exportFileName, type ForecastExport } from './forecast-export.ts';
export { type ExportOpening, OpenExport } from './open-export.ts';
export type {
  ExportedForecast,
  ExportFiles,
  ExportShape,
  ExportStore,
  ForecastFile,
} from './ports.ts';
