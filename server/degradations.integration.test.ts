import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { WeightTensor } from './application/models/index.ts';
import { faults } from './testing/faulty-inference-worker.ts';
import { createTestModelStore, type TestModelStore } from './testing/model-artifacts.ts';
import { fileFaults, hugeTensors } from './testing/model-faults.ts';
import type { RunningApp } from './testing/running-app.ts';
import { ingestShop, shopKey } from './testing/shop-data.ts';
import { recordSpans, type SpanRecorder } from './testing/telemetry.ts';
import type { LogLine } from './testing/test-service.ts';
import { tinyFacts, tinyTensors } from './testing/tiny-network.ts';

interface Answer {
  readonly forecast: {
    readonly forecasts: readonly {
      readonly mean: readonly number[];
      readonly median: readonly number[];
      readonly quantiles: readonly { readonly values: readonly number[] }[];
      readonly servedModel: string;
      readonly degradation: { readonly reason: string; readonly detail: string } | null;
      readonly provenance: { readonly backend: { readonly name: string } | null };
    }[];
  };
}

const query = /* GraphQL */ `
  query Faults($keys: [String!]!) {
    forecast(input: { dataset: "shop", itemKeys: $keys, horizon: 7 }) {
      forecasts {
        mean
        median
        quantiles {
          values
        }
        servedModel
        degradation {
          reason
          detail
        }
        provenance {
          backend {
            name
          }
        }
      }
    }
  }
`;

const ingest = /* GraphQL */ `
  mutation ($input: IngestDemandInput!) {
    ingestDemand(input: $input) {
      userErrors {
        message
      }
    }
  }
`;

const place = { category: 'FOODS', store: 'CA_1', state: 'CA' };
const shortAndSilent = [
  { item: 'NEW', attributes: place, start: '2015-04-08', values: [3, 4, 5] },
  {
    item: 'ZERO',
    attributes: place,
    start: '2015-02-10',
    values: [1, ...Array<number>(59).fill(0)],
  },
];
const patience = { timeout: 60_000, interval: 150 };
const someItems = [shopKey(3), shopKey(5), shopKey(7)];

/** The fault of the next runs, and how many there were. */
const fault = new Int32Array(new SharedArrayBuffer(8));
let recorder: SpanRecorder;
// Instrumentations only see what is loaded after them.
beforeAll(async () => {
  recorder = await recordSpans();
});
afterAll(() => recorder[Symbol.asyncDispose]());

describe.each([{ fallback: true }, { fallback: false }])(
  'with fallback $fallback, whatever befalls a learned model is seen everywhere: it',
  { timeout: 180_000 },
  ({ fallback }) => {
    let models: TestModelStore;
    let service: RunningApp;
    let lines: readonly LogLine[];

    beforeAll(async () => {
      models = await createTestModelStore();
      const publish = (version: string, tensors: readonly WeightTensor[]) =>
        models.store.publish({ facts: tinyFacts({ version }), tensors, card: '# Card\n' });
      await publish('1', tinyTensors(1));
      await publish('2', tinyTensors(2));
      await publish('wrong-shape', tinyTensors().slice(1));
      await publish('huge', hugeTensors());
      const env = {
        MODEL_NAME: 'n-beats',
        MODEL_STORE_DIRECTORY: models.directory,
        MODEL_PUBLIC_KEYS: models.key.publicKey.text,
        MODEL_KEYS_FILE: join(models.folder, 'none.json'),
        MODEL_SIGNING_KEY: models.keyFile,
        MODEL_TIMEOUT_SECONDS: '20',
        REQUEST_TIMEOUT_SECONDS: '120',
        BREAKER_FAILURES: '3',
        BREAKER_OPEN_SECONDS: '5',
        GATE_MAX_LATENCY_MS: '600000',
        TENSOR_BACKEND: 'wasm',
        FALLBACK: String(fallback),
        // Or no request after the first would reach the model.
        FORECAST_CACHE_BYTES: '0',
      };
      const { startApp } = await import('./testing/running-app.ts');
      const { recordingLogger } = await import('./testing/test-service.ts');
      const { metricsPage, openTelemetryMetrics, openTelemetryTracer } =
        await import('./telemetry/index.ts');
      const log = recordingLogger();
      lines = log.lines;
      service = await startApp(env, {
        logger: log.logger,
        tracer: openTelemetryTracer(),
        metrics: openTelemetryMetrics(),
        metricsPage,
        inference: {
          worker: new URL('./testing/faulty-inference-worker.ts', import.meta.url),
          settings: { fault },
        },
      });
      await ingestShop(service.app.ingestions, { items: 12, days: 100 });
      const input = { dataset: 'shop', createItems: true, updates: shortAndSilent };
      await service.post(ingest, { input });
      await promote('1');
    }, 180_000);
    afterAll(async () => {
      fault[0] = faults.none;
      await service[Symbol.asyncDispose]();
      await models[Symbol.asyncDispose]();
    });

    const promote = async (version: string) => {
      const { userErrors } = await service.app.promoteModel.execute({
        ...{ model: 'n-beats', version, actor: 'test', reason: 'test', force: true },
      });
      expect(userErrors).toEqual([]);
    };
    const ask = async (keys: readonly string[] = someItems) => {
      const { data, errors, extensions } = await service.post<Answer>(query, { keys });
      const forecasts = data?.forecast.forecasts ?? [];
      return { forecasts, errors, traceId: String(extensions['traceId']) };
    };
    /** What the answer gives as the one reason; null where the model answered. */
    const reasonOf = ({ forecasts, errors }: Awaited<ReturnType<typeof ask>>): unknown => {
      const details = errors[0]?.extensions['details'] as { reason?: string } | undefined;
      return details?.reason ?? forecasts[0]?.degradation?.reason ?? null;
    };
    const untilReason = (reason: string | null) =>
      vi.waitFor(async () => {
        expect(reasonOf(await ask())).toBe(reason);
      }, patience);
    /** The value of a metric whose labels hold all of these texts. */
    const metric = async (name: string, ...labels: readonly string[]) => {
      const page = await (await fetch(`${service.url}/metrics`)).text();
      const line = page
        .split('\n')
        .find((one) => one.startsWith(name) && labels.every((label) => one.includes(label)));
      return Number(line?.split(' ').at(-1) ?? 0);
    };
    const degradations = (reason: string) =>
      metric('forecast_degradations_total', `reason="${reason}"`, 'requested="n-beats"');
    const failures = () =>
      metric('forecast_duration_count', 'outcome="failed"', 'error_type="MODEL_UNAVAILABLE"');
    const lineOf = (traceId: string) =>
      vi.waitFor(() => {
        const found = lines.filter(({ fields }) => fields['trace_id'] === traceId);
        expect(found).toHaveLength(1);
        return found[0]!;
      }, patience);
    const expectFinite = ({ forecasts }: Awaited<ReturnType<typeof ask>>) => {
      for (const { mean, median, quantiles } of forecasts) {
        const values = [mean, median, ...quantiles.map((one) => one.values)].flat();
        expect(values).toHaveLength(7 * 7);
        expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      }
    };

    /** One more request while the model is broken: answer, log line, spans and counters all name the one reason. */
    const expectEverywhere = async (reason: string) => {
      const counted = { degraded: await degradations(reason), failed: await failures() };
      const answer = await ask();
      expect(reasonOf(answer)).toBe(reason);
      const line = await lineOf(answer.traceId);
      expect(line.fields).toMatchObject({
        request_id: expect.any(String) as string,
        operation: 'Faults',
        item_count: 3,
        latency_ms: expect.any(Number) as number,
      });
      const spans = recorder.spans(answer.traceId);
      const events = spans.flatMap((span) => span.events);
      expect(events).toContainEqual({
        name: 'degraded',
        attributes: { 'forecast.degrade.reason': reason },
      });
      const respond = spans.find(({ name }) => name === 'forecast.respond');
      expect(respond?.attributes).toMatchObject({
        'forecast.degraded': true,
        'forecast.degrade.reason': [reason],
      });
      if (fallback) {
        expect(answer.errors).toEqual([]);
        expect(answer.forecasts).toHaveLength(3);
        expectFinite(answer);
        for (const { degradation, servedModel, provenance } of answer.forecasts) {
          expect(degradation?.reason).toBe(reason);
          expect(degradation?.detail).not.toBe('');
          expect(servedModel).toBe('ets-ana');
          expect(provenance.backend).toBeNull();
        }
        expect(line).toMatchObject({
          level: 'info',
          fields: {
            ...{ outcome: 'ok', degraded: true, reason },
            model_version: expect.stringMatching(/^ets-ana@/) as string,
          },
        });
        expect(await degradations(reason)).toBe(counted.degraded + 3);
      } else {
        expect(answer.errors[0]!.extensions).toMatchObject({
          ...{ code: 'UNAVAILABLE', reason: 'MODEL_UNAVAILABLE' },
          details: { model: 'n-beats', reason },
        });
        expect(line).toMatchObject({
          level: 'error',
          fields: {
            ...{ outcome: 'error', code: 'UNAVAILABLE', reason: 'MODEL_UNAVAILABLE' },
            ...{ class: 'model', model_reason: reason },
          },
        });
        expect(await degradations(reason)).toBe(counted.degraded);
        expect(await failures()).toBe(counted.failed + 1);
      }
    };
    const expectSound = async () => {
      await untilReason(null);
      const answer = await ask();
      expect(answer.errors).toEqual([]);
      expectFinite(answer);
      for (const { servedModel, provenance } of answer.forecasts) {
        expect(servedModel).toBe('n-beats');
        expect(provenance.backend).toMatchObject({ name: 'wasm' });
      }
    };

    it.each(fileFaults)('has $name: $reason', async ({ reason, damage }) => {
      const folder = join(models.directory, 'n-beats', '1');
      const kept = join(models.folder, 'kept');
      await cp(folder, kept, { recursive: true });
      await expectSound();
      await damage(models, folder);
      await untilReason(reason);
      await expectEverywhere(reason);
      await rm(folder, { recursive: true, force: true });
      await cp(kept, folder, { recursive: true });
      await rm(kept, { recursive: true });
      await expectSound();
    });

    it.each([
      ['weights of a wrong shape', 'wrong-shape', 'MODEL_LOAD_FAILED'],
      ['answers that are not finite', 'huge', 'NON_FINITE_OUTPUT'],
    ])('has %s: version %s, %s', async (_, version, reason) => {
      await expectSound();
      await promote(version);
      await untilReason(reason);
      await expectEverywhere(reason);
      await service.app.rollBackModel.execute({ model: 'n-beats', actor: 'test', reason: 'test' });
      await expectSound();
    });

    it.each([
      ['throws', faults.throwing, 'INFERENCE_FAILED'],
      ['ends its thread', faults.exiting, 'INFERENCE_FAILED'],
      ['wants more memory than its thread has', faults.outOfMemory, 'INFERENCE_FAILED'],
      ['takes too long', faults.slow, 'INFERENCE_TIMEOUT'],
    ])('%s (fault %s): %s', async (_, kind, reason) => {
      await expectSound();
      fault[0] = kind;
      await expectEverywhere(reason);
      fault[0] = faults.none;
      await expectSound();
    });

    it('failed again and again and rests: BREAKER_OPEN', async () => {
      const breaker = () => metric('model_breaker_state', 'model_version="1"');
      await expectSound();
      expect(await breaker()).toBe(0);
      fault[0] = faults.throwing;
      for (let failure = 0; failure < 3; failure += 1) await ask();
      await expectEverywhere('BREAKER_OPEN');
      expect(await breaker()).toBe(2);
      fault[0] = faults.none;
      await expectSound();
      expect(await breaker()).toBe(0);
    });

    it('is asked for an item of three days: another model answers, whether others may step in or not', async () => {
      await expectSound();
      const before = await degradations('HISTORY_TOO_SHORT');
      const answer = await ask(['NEW']);
      expect(answer.errors).toEqual([]);
      expectFinite(answer);
      expect(answer.forecasts[0]!.degradation?.reason).toBe('HISTORY_TOO_SHORT');
      expect((await lineOf(answer.traceId)).fields).toMatchObject({
        ...{ degraded: true, reason: 'HISTORY_TOO_SHORT', item_count: 1 },
      });
      const respond = recorder
        .spans(answer.traceId)
        .find(({ name }) => name === 'forecast.respond');
      expect(respond?.attributes['forecast.degrade.reason']).toEqual(['HISTORY_TOO_SHORT']);
      expect(await degradations('HISTORY_TOO_SHORT')).toBe(before + 1);
    });

    it('is asked for an item that sells nothing, and answers', async () => {
      await expectSound();
      const answer = await ask(['ZERO']);
      expectFinite(answer);
      expect(answer.forecasts[0]).toMatchObject({ servedModel: 'n-beats', degradation: null });
      expect((await lineOf(answer.traceId)).fields).toMatchObject({ degraded: false });
    });

    it('is asked for an item that nobody knows: a typed error and no degradation', async () => {
      const { errors, forecasts, traceId } = await ask(['NOBODY']);
      expect(forecasts).toEqual([]);
      expect(errors[0]!.extensions).toMatchObject({ code: 'NOT_FOUND', reason: 'ITEMS_NOT_FOUND' });
      expect((await lineOf(traceId)).fields).toMatchObject({
        ...{ outcome: 'error', reason: 'ITEMS_NOT_FOUND', class: 'validation', item_count: 1 },
      });
    });
  },
);
