/** The forms that an issue can be exported in. */
export const exportFormats = ['csv', 'csv-gz', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const endings = {
  csv: 'csv',
  'csv-gz': 'csv.gz',
  parquet: 'parquet',
} as const satisfies Record<ExportFormat, string>;

/** A file with the forecasts of an issue. */
export interface ForecastExport {
  /** 32 random hex digits, which nobody guesses. */
  readonly id: string;
  /** Id of the issue. */
  readonly issue: number;
  readonly format: ExportFormat;
  /** Items times periods. */
  readonly rows: number;
  readonly bytes: number;
  /** Of the file. */
  readonly sha256: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** What the file of an export is called. */
export function exportFileName({ id, format }: Pick<ForecastExport, 'id' | 'format'>): string {
  return `${id}.${endings[format]}`;
}

const name = /^([0-9a-f]{32})\.(csv|csv\.gz|parquet)$/;

/** The export that a file name stands for; null for anything that no export is called. */
export function exportOfFileName(text: string): Pick<ForecastExport, 'id' | 'format'> | null {
  const [, id, ending] = name.exec(text) ?? [];
  const format = exportFormats.find((one) => endings[one] === ending);
  return id === undefined || format === undefined ? null : { id, format };
}
