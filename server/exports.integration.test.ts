import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openDatabase } from './storage/index.ts';
import { jobEnded } from './testing/jobs.ts';
import { type RunningApp, startApp } from './testing/running-app.ts';
import { ingestShop } from './testing/shop-data.ts';

const items = 300;
const horizon = 4;
const levels = [0.1, 0.9];
const { signal } = new AbortController();

let folder: string;
let running: RunningApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecastle-exports-'));
  running = await startApp({ EXPORT_DIRECTORY: join(folder, 'exports') });
  await ingestShop(running.app.ingestions, { items, days: 60 });
  await running.app.ingestDemand.execute(
    {
      ...{ dataset: 'shop', createItems: true },
      updates: [{ item: '=HYPERLINK("x")', start: '2015-03-01', values: [1] }],
    },
    signal,
  );
  await running.app.refreshForecasts.execute(
    { dataset: 'shop', model: 'naive', horizon, quantileLevels: levels, asOf: new Date() },
    { signal, hold: { holder: 'test', seconds: 30 } },
  );
  await running.app.work();
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Made {
  readonly url: string;
  readonly rows: number;
  readonly bytes: number;
  readonly expiresAt: string;
}

/** Exports over the API, and waits for the end. */
async function exported(format: 'CSV' | 'CSV_GZIP' | 'PARQUET'): Promise<Made> {
  const { data, errors } = await running.post<{
    readonly exportForecasts: { readonly job: { readonly id: string } };
  }>(
    `mutation($input: ExportForecastsInput!) {
      exportForecasts(input: $input) { job { id kind } userErrors { code message } } }`,
    { input: { dataset: 'shop', format } },
  );
  expect(errors).toEqual([]);
  const { id } = data!.exportForecasts.job;
  const number = Number(Buffer.from(id, 'base64url').toString().split(':')[1]);
  expect(await jobEnded(running.app, number)).toMatchObject({
    status: 'succeeded',
    progress: { done: items + 1, total: items + 1, unit: 'items' },
  });
  const job = await running.post<{ readonly job: { readonly export: Made } }>(
    'query($id: ID!) { job(id: $id) { export { url rows bytes expiresAt sha256 issue { id } } } }',
    { id },
  );
  expect(job.errors).toEqual([]);
  return job.data!.job.export;
}

const fetched = (path: string, method = 'GET') => fetch(`${running.url}${path}`, { method });

/** What the catalog says of one item, as lines of a file have it. */
async function expectedOf(key: string) {
  const input = {
    dataset: 'shop',
    itemKeys: [key],
    model: 'naive',
    horizon,
    quantileLevels: levels,
  };
  const { forecasts } = await running.app.requestForecast.execute(input, signal);
  const [{ dates, mean, median, quantiles, cutoff, provenance }] = forecasts as [
    (typeof forecasts)[number],
  ];
  return dates.map((date, lead) => ({
    ...{ item_id: key, date, mean: mean[lead], median: median[lead], cutoff },
    ...{ 'q0.1': quantiles[0]!.values[lead], 'q0.9': quantiles[1]!.values[lead] },
    model: provenance.modelVersion,
  }));
}

describe('an export', () => {
  test.each(['CSV', 'CSV_GZIP'] as const)(
    '%s is downloaded and holds the issue',
    async (format) => {
      const { url, rows, bytes } = await exported(format);
      const response = await fetched(url);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-length')).toBe(String(bytes));
      expect(response.headers.get('content-type')).toBe(
        format === 'CSV' ? 'text/csv; charset=utf-8' : 'application/gzip',
      );
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[^"]+"$/);
      const content = Buffer.from(await response.arrayBuffer());
      expect(content.length).toBe(bytes);
      const text = format === 'CSV' ? content : gunzipSync(content);
      const lines = parse<Line>(text, { columns: true, cast: numbersAsNumbers });
      expect(lines).toHaveLength(rows);
      expect(rows).toBe((items + 1) * horizon);
      // A spreadsheet does not run it.
      expect(lines[0]!['item_id']).toBe('\'=HYPERLINK("x")');
      const key = 'ITEM_123';
      expect(lines.filter((line) => line['item_id'] === key)).toEqual(await expectedOf(key));
    },
  );

  test('Parquet has typed columns, row for row what CSV has', async () => {
    const { url, rows, bytes } = await exported('PARQUET');
    const response = await fetched(url);
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.parquet');
    const file = await response.arrayBuffer();
    expect(file.byteLength).toBe(bytes);
    const lines = await parquetReadObjects({ file, compressors });
    expect(lines).toHaveLength(rows);
    expect(lines[0]!['date']).toBeInstanceOf(Date);
    const key = 'ITEM_123';
    const isoDate = (value: unknown) => (value as Date).toISOString().slice(0, 10);
    const found = lines
      .filter((line) => line['item_id'] === key)
      .map((line) => ({ ...line, date: isoDate(line['date']), cutoff: isoDate(line['cutoff']) }));
    expect(found).toEqual(await expectedOf(key));
  });

  test('HEAD says the same without the content', async () => {
    const { url, bytes } = await exported('CSV');
    const response = await fetched(url, 'HEAD');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(bytes));
    expect(await response.text()).toBe('');
  });

  test('that has expired is 410, and its file goes with the next export', async () => {
    const { url } = await exported('CSV');
    const name = url.slice('/exports/'.length);
    await using database = await openDatabase({
      ...{ url: running.databaseUrl, poolSize: 1, statementTimeoutSeconds: 60 },
    });
    const sql = 'update forecast_export set expires_at = now() where id = $1';
    await database.pool.query(sql, [name.split('.')[0]]);
    await expectFailure(await fetched(url), 410, 'EXPORT_EXPIRED');
    expect(await readdir(join(folder, 'exports'))).toContain(name);
    await exported('CSV');
    expect(await readdir(join(folder, 'exports'))).not.toContain(name);
    await expectFailure(await fetched(url), 410, 'EXPORT_EXPIRED');
  });

  test('whose file is not here is 404, and says where to look', async () => {
    const { url } = await exported('CSV');
    await rm(join(folder, 'exports', url.slice('/exports/'.length)));
    const message = await expectFailure(await fetched(url), 404, 'EXPORT_NOT_FOUND');
    expect(message).toContain('EXPORT_DIRECTORY');
  });

  test('of what was never issued is refused as data', async () => {
    const { data } = await running.post(
      `mutation($input: ExportForecastsInput!) {
        exportForecasts(input: $input) { job { id } userErrors { field code } } }`,
      { input: { issue: Buffer.from('ForecastIssue:4711').toString('base64url') } },
    );
    expect(data).toEqual({
      exportForecasts: {
        job: null,
        userErrors: [{ field: ['issue'], code: 'FORECAST_ISSUE_NOT_FOUND' }],
      },
    });
  });
});

describe('a hostile path', () => {
  const known = '0'.repeat(32);

  test.each([
    '../secret.csv',
    '..%2Fsecret.csv',
    '%2e%2e%2fsecret.csv',
    '..%5Csecret.csv',
    '%00.csv',
    `${known}.csv%00`,
    `${known}.csv/../../secret.csv`,
    `${known}.exe`,
    `${known.toUpperCase()}.CSV`,
    `${known}.csv.part`,
    `/etc/passwd`,
    '%252e%252e%252fsecret.csv',
    'x'.repeat(5000),
  ])('%j leads nowhere', async (path) => {
    await writeFile(join(folder, 'secret.csv'), 'secret');
    const answer = await rawGet(`/exports/${path}`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain('root:');
    expect(answer).toContain('"errors":[{"message":');
  });
});

/** The answer to a path as it is written: `fetch` would tidy it up. */
function rawGet(path: string): Promise<string> {
  const { hostname, port } = new URL(running.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`);
    });
    socket.on('data', (part: Buffer) => (answer += part.toString()));
    socket.on('end', () => {
      resolve(answer);
    });
    socket.on('error', reject);
  });
}

type Line = Readonly<Record<string, string | number>>;

function numbersAsNumbers(value: string): string | number {
  return /^\d+(\.\d+)?(e-\d+)?$/.test(value) ? Number(value) : value;
}

/** The message of an error in JSON. */
async function expectFailure(response: Response, status: number, reason: string): Promise<string> {
  expect(response.status).toBe(status);
  const { errors } = (await response.json()) as {
    readonly errors: readonly {
      readonly message: string;
      readonly extensions: { readonly reason: string };
    }[];
  };
  expect(errors[0]!.extensions.reason).toBe(reason);
  return errors[0]!.message;
}
