import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningApp, startApp } from './testing/running-app.ts';

interface ForecastData {
  readonly forecast: {
    readonly forecasts: readonly {
      readonly mean: readonly number[];
      readonly provenance: { readonly asOf: string; readonly datasetVersion: string };
    }[];
  };
}

const forecastQuery = /* GraphQL */ `
  query ($asOf: DateTimeISO) {
    forecast(
      input: {
        dataset: "demo"
        itemKeys: ["A", "B"]
        horizon: 14
        quantileLevels: [0.05, 0.5, 0.95]
        asOf: $asOf
      }
    ) {
      forecasts {
        item {
          key
        }
        cutoff
        dates
        mean
        median
        quantiles {
          level
          values
        }
        servedModel
        degradation {
          reason
          detail
        }
        provenance {
          modelVersion
          artifactSha256
          datasetVersion
          asOf
          seed
          configHash
          source
        }
      }
    }
  }
`;

const ingest = /* GraphQL */ `
  mutation ($input: IngestDemandInput!) {
    ingestDemand(input: $input) {
      unchanged
      ingestion {
        sequence
        recordedAt
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`;

describe('as-of forecasts', () => {
  let service: RunningApp;
  beforeAll(async () => {
    service = await startApp();
    const { app } = service;
    const values = (shift: number) =>
      Array.from({ length: 120 }, (_, day) => (day % 7) + (day % 5) + shift);
    await app.ingestions.session(
      {
        slug: 'demo',
        name: 'As-of demo',
        description: '',
        calendar: { frequency: 'daily', weekStartsOn: 1 },
        missingValuePolicy: 'zero',
        synthetic: true,
        licence: '',
      },
      async (session) => {
        const ids = await session.upsertItems([{ key: 'A' }, { key: 'B' }]);
        await session.copyDemand(
          [...ids.values()].map((itemId, index) => ({
            itemId,
            startPeriod: 20_000,
            values: Float32Array.from(values(index)),
          })),
        );
        return session.commit({
          source: 'test',
          contentHash: 'a'.repeat(64),
          files: [],
          audit: { findings: [] },
          rowCount: 2,
        });
      },
    );
  });
  afterAll(() => service[Symbol.asyncDispose]());

  it('answers byte for byte the same after the past was corrected', async () => {
    const before = await service.post<ForecastData>(forecastQuery);
    expect(before.errors).toEqual([]);
    const seen = before.data!.forecast.forecasts[0]!.provenance;

    const corrected = await service.post(ingest, {
      input: {
        dataset: 'demo',
        updates: [{ item: 'A', start: '2024-12-10', values: [90, 91, 92, 93] }],
      },
    });
    expect(corrected).toMatchObject({
      data: { ingestDemand: { unchanged: false, userErrors: [] } },
    });

    const now = await service.post<ForecastData>(forecastQuery);
    expect(now.data!.forecast.forecasts[0]!.mean).not.toEqual(
      before.data!.forecast.forecasts[0]!.mean,
    );
    expect(now.data!.forecast.forecasts[0]!.provenance.datasetVersion).not.toBe(
      seen.datasetVersion,
    );

    const again = await service.post<ForecastData>(forecastQuery, { asOf: seen.asOf });
    expect(JSON.stringify(again.data)).toBe(JSON.stringify(before.data));
  });

  it('says that the same correction has been recorded already', async () => {
    const input = { dataset: 'demo', updates: [{ item: 'B', start: '2024-12-10', values: [50] }] };
    await service.post(ingest, { input });
    expect(await service.post(ingest, { input })).toMatchObject({
      data: { ingestDemand: { unchanged: true, userErrors: [] } },
    });
  });

  it.each([
    ['2001-01-01T00:00:00.000Z', /no demand recorded by 2001-01-01.*later asOf/],
    ['2999-01-01T00:00:00.000Z', /after the present/],
  ])('tells what to do about asOf %s', async (asOf, advice) => {
    const { errors } = await service.post(forecastQuery, { asOf });
    expect(errors[0]?.message).toMatch(advice);
  });

  it('forecasts from an earlier cutoff without seeing what came after', async () => {
    const query = (cutoff: string) => /* GraphQL */ `{
      forecast(input: { dataset: "demo", itemKeys: ["B"], horizon: 3, cutoff: "${cutoff}" }) {
        forecasts { cutoff dates mean }
      }
    }`;
    const answer = await service.post(query('2024-11-20'));
    expect(answer.errors).toEqual([]);
    expect(answer).toMatchObject({
      data: {
        forecast: {
          forecasts: [{ cutoff: '2024-11-20', dates: ['2024-11-21', '2024-11-22', '2024-11-23'] }],
        },
      },
    });
    await service.post(ingest, {
      input: {
        dataset: 'demo',
        updates: [{ item: 'B', start: '2024-11-21', values: [900, 900, 900] }],
      },
    });
    expect((await service.post(query('2024-11-20'))).data).toEqual(answer.data);
    const outside = await service.post(query('1999-01-01'));
    expect(outside.errors[0]?.message).toMatch(
      /outside of the recorded demand 2024-10-04 \.\. 2025-01-31/,
    );
  });
});
