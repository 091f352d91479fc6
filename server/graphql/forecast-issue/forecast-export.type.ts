import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { ExportFormat, ForecastExport } from '../../application/forecast-exports/index.ts';
import { Sha256 } from '../scalars/index.ts';

/** The API's names of the forms. */
export const exportFormat = {
  CSV: 'csv',
  CSV_GZIP: 'csv-gz',
  PARQUET: 'parquet',
} satisfies Readonly<Record<string, ExportFormat>>;

registerEnumType(exportFormat, {
  name: 'ExportFormat',
  description: 'The form of an exported file: one row per item and period.',
  valuesConfig: {
    CSV: {
      description:
        'CSV in UTF-8; texts that a spreadsheet would run as formulas are made harmless.',
    },
    CSV_GZIP: { description: 'The same, compressed by gzip.' },
    PARQUET: { description: 'Apache Parquet, compressed by Snappy.' },
  },
});

@ObjectType('ForecastExport', { description: 'A file with issued forecasts.' })
export class ForecastExportType implements Omit<ForecastExport, 'id' | 'issue'> {
  @Field(() => exportFormat, { description: 'The form of the file.' })
  readonly format!: ExportFormat;

  @Field(() => Int, { description: 'Items times periods.' })
  readonly rows!: number;

  @Field(() => Float, { description: 'Size of the file.' })
  readonly bytes!: number;

  @Field(() => Sha256, { description: 'SHA-256 of the file.' })
  readonly sha256!: string;

  @Field(() => GraphQLDateTimeISO, { description: 'When it was written.' })
  readonly createdAt!: Date;

  @Field(() => GraphQLDateTimeISO, {
    description: 'When it can no longer be downloaded: from then on the answer is 410.',
  })
  readonly expiresAt!: Date;
}
