import { extname } from 'node:path';

import type { ForecastAnswer, ItemForecast } from '../../server/application/forecasts/index.ts';
import { csvLine, forecastColumns, forecastCsvLines } from '../../server/files/index.ts';
import { type Column, formatNumber, formatTable } from '../terminal/index.ts';

export const forecastFormats = ['table', 'csv', 'json'] as const;
export type ForecastFormat = (typeof forecastFormats)[number];

type Write = (text: string) => Promise<void>;

/** The form that the options ask for, else that of the file's name, else a table for people and CSV for programs. */
export function formatOf(
  options: { readonly format?: ForecastFormat; readonly json?: boolean; readonly output?: string },
  showsResult: boolean,
): ForecastFormat {
  if (options.format !== undefined) return options.format;
  if (options.json === true) return 'json';
  if (options.output !== undefined) {
    return extname(options.output.replace(/\.gz$/, '')) === '.json' ? 'json' : 'csv';
  }
  return showsResult ? 'table' : 'csv';
}

/** Writes answers as they come. */
export async function writeForecasts(
  format: ForecastFormat,
  answers: AsyncIterable<ForecastAnswer>,
  write: Write,
): Promise<{ readonly items: number; readonly degraded: number }> {
  const writer = writers[format](write);
  let items = 0;
  let degraded = 0;
  for await (const answer of answers) {
    await writer.answer(answer);
    items += answer.forecasts.length;
    degraded += answer.forecasts.filter(({ degradation }) => degradation !== null).length;
  }
  await writer.end();
  return { items, degraded };
}

interface Writer {
  answer(answer: ForecastAnswer): Promise<void>;
  end(): Promise<void>;
}

const writers: Readonly<Record<ForecastFormat, (write: Write) => Writer>> = {
  table: tableWriter,
  csv: csvWriter,
  json: jsonWriter,
};

interface Row {
  readonly date: string;
  readonly mean: number;
  readonly median: number;
  readonly quantiles: readonly number[];
}

function rowsOf({ dates, mean, median, quantiles }: ItemForecast): readonly Row[] {
  return dates.map((date, lead) => ({
    date,
    mean: mean[lead]!,
    median: median[lead]!,
    quantiles: quantiles.map(({ values }) => values[lead]!),
  }));
}

function tableWriter(write: Write): Writer {
  return {
    async answer({ forecasts, quantileLevels }) {
      const columns: readonly Column<Row>[] = [
        { title: 'date', text: ({ date }) => date },
        { title: 'mean', align: 'right', text: ({ mean }) => formatNumber(mean) },
        { title: 'median', align: 'right', text: ({ median }) => formatNumber(median) },
        ...quantileLevels.map((level, index): Column<Row> => ({
          title: `q${level}`,
          align: 'right',
          text: ({ quantiles }) => formatNumber(quantiles[index]!),
        })),
      ];
      for (const forecast of forecasts) {
        await write(`${heading(forecast)}\n${formatTable(columns, rowsOf(forecast))}\n`);
      }
    },
    end: () => Promise.resolve(),
  };
}

function heading({ item, cutoff, provenance, degradation }: ItemForecast): string {
  const stepDown = degradation === null ? '' : ` (${degradation.reason}: ${degradation.detail})`;
  return `${item.key}, data up to ${cutoff}, by ${provenance.modelVersion}${stepDown}`;
}

function csvWriter(write: Write): Writer {
  let headed = false;
  return {
    async answer({ forecasts, quantileLevels }) {
      const head = headed ? '' : csvLine(forecastColumns(quantileLevels));
      headed = true;
      await write(`${head}${forecasts.map((one) => forecastCsvLines(fileRows(one))).join('')}`);
    },
    async end() {
      if (!headed) await write(csvLine(['item_id', 'date', 'mean', 'median']));
    },
  };
}

/** A forecast as files have it. */
function fileRows({ item, quantiles, provenance, ...forecast }: ItemForecast) {
  const values = quantiles.map((quantile) => quantile.values);
  const { modelVersion } = provenance;
  return { ...forecast, key: item.key, quantiles: values, modelVersion };
}

function jsonWriter(write: Write): Writer {
  let opened = false;
  const open = async (head: object) => {
    opened = true;
    await write(`${JSON.stringify(head).slice(0, -1)},"forecasts":[`);
  };
  let separator = '\n';
  return {
    async answer({ forecasts, ...head }) {
      if (!opened) await open(head);
      for (const forecast of forecasts) {
        await write(`${separator}${JSON.stringify(plain(forecast))}`);
        separator = ',\n';
      }
    },
    async end() {
      if (!opened) await open({ requestedModel: null });
      await write('\n]}\n');
    },
  };
}

/** Typed arrays as lists: JSON would write them as objects. */
function plain(forecast: ItemForecast): object {
  return {
    ...forecast,
    mean: [...forecast.mean],
    median: [...forecast.median],
    quantiles: forecast.quantiles.map(({ level, values }) => ({ level, values: [...values] })),
  };
}
