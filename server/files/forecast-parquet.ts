import { ByteWriter, ParquetWriter } from 'hyparquet-writer';

import { type ForecastRows, forecastColumns } from './forecast-csv.ts';
import type { WrittenFile } from './written-file.ts';

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];

/** Rows of one row group: some megabytes, whatever the size of the file. */
const rowsPerGroup = 50_000;

/** Writes forecasts as Parquet, one row per item and date, group by group. */
export class ParquetForecasts {
  readonly #file: WrittenFile;
  readonly #names: readonly string[];
  readonly #bytes = new ByteWriter();
  readonly #parquet: ParquetWriter;
  #waiting: ForecastRows[] = [];
  #rows = 0;

  constructor(
    file: WrittenFile,
    quantileLevels: readonly number[],
    /** Whether periods have a time of day. */
    times: 'days' | 'instants',
  ) {
    this.#file = file;
    this.#names = forecastColumns(quantileLevels);
    const schema = schemaOf(this.#names, times);
    this.#parquet = new ParquetWriter({ writer: this.#bytes, schema, createdBy: 'forecastle' });
  }

  async write(forecasts: readonly ForecastRows[]): Promise<void> {
    for (const forecast of forecasts) {
      this.#waiting.push(forecast);
      this.#rows += forecast.dates.length;
      if (this.#rows >= rowsPerGroup) await this.#writeGroup();
    }
  }

  async end(): Promise<void> {
    if (this.#rows > 0) await this.#writeGroup();
    void this.#parquet.finish();
    await this.#hand();
  }

  async #writeGroup(): Promise<void> {
    const columns = columnsOf(this.#waiting);
    const columnData = this.#names.map((name, place) => ({ name, data: columns[place]! }));
    // Writing to memory is done when the call returns.
    void this.#parquet.write({ columnData, rowGroupSize: this.#rows });
    this.#waiting = [];
    this.#rows = 0;
    await this.#hand();
  }

  /** Hands over what was written, and takes the memory for what follows. */
  async #hand(): Promise<void> {
    const part = Uint8Array.from(this.#bytes.getBytes());
    this.#bytes.index = 0;
    await this.#file.write(part);
  }
}

/** The columns of all rows, in the order of their names. */
function columnsOf(forecasts: readonly ForecastRows[]): (unknown[] | Float64Array)[] {
  const [first] = forecasts;
  const levels = first?.quantiles.length ?? 0;
  const numbers = (valuesOf: (forecast: ForecastRows) => Float64Array) =>
    Float64Array.from(forecasts.flatMap((forecast) => [...valuesOf(forecast)]));
  const texts = (textOf: (forecast: ForecastRows) => string) =>
    forecasts.flatMap((forecast) => forecast.dates.map(() => textOf(forecast)));
  return [
    texts(({ key }) => key),
    forecasts.flatMap(({ dates }) => dates.map((date) => new Date(date))),
    numbers(({ mean }) => mean),
    numbers(({ median }) => median),
    ...Array.from({ length: levels }, (_, level) => numbers(({ quantiles }) => quantiles[level]!)),
    forecasts.flatMap(({ dates, cutoff }) => {
      const instant = new Date(cutoff);
      return dates.map(() => instant);
    }),
    texts(({ modelVersion }) => modelVersion),
  ];
}

function schemaOf(names: readonly string[], times: 'days' | 'instants'): Schema {
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
  const time =
    times === 'days'
      ? ({ type: 'INT32', converted_type: 'DATE' } as const)
      : ({ type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' } as const);
  const typeOf = (name: string) => {
    if (name === 'item_id' || name === 'model') return text;
    return name === 'date' || name === 'cutoff' ? time : ({ type: 'DOUBLE' } as const);
  };
  return [
    { name: 'forecasts', num_children: names.length },
    ...names.map((name) => ({ name, repetition_type: 'REQUIRED', ...typeOf(name) }) as const),
  ];
}
