import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';

import type { ForecastAnswer, ItemForecast } from '../../server/application/forecasts/index.ts';
import { formatOf, writeForecasts } from './forecast-formats.ts';

function forecastOf(key: string, degraded = false): ItemForecast {
  return {
    item: {
      id: 1,
      datasetId: 1,
      datasetSlug: 'shop',
      key,
      department: null,
      category: null,
      store: null,
      state: null,
      attributes: {},
      createdAt: new Date(0),
    },
    cutoff: '2026-01-31',
    dates: ['2026-02-01', '2026-02-02'],
    mean: Float64Array.of(1.5, 2),
    median: Float64Array.of(1, 2),
    quantiles: [
      { level: 0.1, values: Float64Array.of(0, 1) },
      { level: 0.9, values: Float64Array.of(3, 4) },
    ],
    requestedModel: 'naive',
    servedModel: 'naive',
    degradation: degraded
      ? {
          reason: 'HISTORY_TOO_SHORT',
          requestedModel: 'naive',
          servedModel: 'naive',
          detail: '0 values, 1 needed',
        }
      : null,
    scenario: null,
    provenance: {
      modelVersion: 'naive@1.2.3',
      artifactSha256: null,
      backend: null,
      datasetVersion: 'v',
      asOf: new Date(0),
      seed: 1,
      configHash: 'c',
      traceId: null,
      source: 'ON_DEMAND',
    },
  };
}

async function* answersOf(
  ...batches: readonly (readonly ItemForecast[])[]
): AsyncGenerator<ForecastAnswer> {
  for (const forecasts of batches) {
    yield await Promise.resolve({
      forecasts,
      requestedModel: 'naive',
      horizon: 2,
      quantileLevels: [0.1, 0.9],
    });
  }
}

async function written(format: 'table' | 'csv' | 'json', ...batches: readonly ItemForecast[][]) {
  let text = '';
  const counts = await writeForecasts(format, answersOf(...batches), (part) => {
    text += part;
    return Promise.resolve();
  });
  return { text, counts };
}

test('CSV has one line per item and date, in the layout that evaluate reads', async () => {
  const { text, counts } = await written('csv', [forecastOf('A')], [forecastOf('=B', true)]);
  expect(text.split('\n')).toEqual([
    'item_id,date,mean,median,q0.1,q0.9,cutoff,model',
    'A,2026-02-01,1.5,1,0,3,2026-01-31,naive@1.2.3',
    'A,2026-02-02,2,2,1,4,2026-01-31,naive@1.2.3',
    "'=B,2026-02-01,1.5,1,0,3,2026-01-31,naive@1.2.3",
    "'=B,2026-02-02,2,2,1,4,2026-01-31,naive@1.2.3",
    '',
  ]);
  expect(counts).toEqual({ items: 2, degraded: 1 });
});

test('JSON is one document, whatever the number of batches', async () => {
  const { text } = await written('json', [forecastOf('A')], [forecastOf('B'), forecastOf('C')]);
  expect(JSON.parse(text)).toMatchObject({
    requestedModel: 'naive',
    horizon: 2,
    quantileLevels: [0.1, 0.9],
    forecasts: [
      { item: { key: 'A' }, mean: [1.5, 2], quantiles: [{ level: 0.1, values: [0, 1] }, {}] },
      { item: { key: 'B' } },
      { item: { key: 'C' } },
    ],
  });
});

test('a table has a block per item with the model and every step down', async () => {
  const { text } = await written('table', [forecastOf('A', true)]);
  expect(text).toBe(
    'A, data up to 2026-01-31, by naive@1.2.3 (HISTORY_TOO_SHORT: 0 values, 1 needed)\n' +
      'date        mean  median  q0.1  q0.9\n' +
      '2026-02-01   1.5       1     0     3\n' +
      '2026-02-02     2       2     1     4\n\n',
  );
});

test('no item is a header, an empty list or nothing', async () => {
  expect((await written('csv')).text).toBe('item_id,date,mean,median\n');
  expect(JSON.parse((await written('json')).text)).toMatchObject({ forecasts: [] });
  expect((await written('table')).text).toBe('');
  expect(parse((await written('csv')).text)).toHaveLength(1);
});

test('the format follows the flag, the file’s name, then the reader', () => {
  expect(formatOf({ format: 'table', output: 'x.csv' }, false)).toBe('table');
  expect(formatOf({ json: true, output: 'x.csv' }, true)).toBe('json');
  expect(formatOf({ output: 'x.json.gz' }, true)).toBe('json');
  expect(formatOf({ output: 'x.csv.gz' }, true)).toBe('csv');
  expect(formatOf({}, true)).toBe('table');
  expect(formatOf({}, false)).toBe('csv');
});
