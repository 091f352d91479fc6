import { cp, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { releaseFolder } from './release.ts';
import { generateDemoData } from './testing/demo-data.ts';
import { createTestModelStore, type TestModelStore } from './testing/model-artifacts.ts';
import { type RunningApp, startApp } from './testing/running-app.ts';
import { tinyFacts, tinyTensors } from './testing/tiny-network.ts';

interface Answer {
  readonly forecast: {
    readonly forecasts: readonly {
      readonly servedModel: string;
      readonly degradation: { readonly reason: string } | null;
      readonly provenance: {
        readonly modelVersion: string;
        readonly artifactSha256: string | null;
      };
    }[];
  };
}

const query = /* GraphQL */ `
  {
    forecast(input: { dataset: "synthetic-demo", itemKeys: ["HOME_1_001_NORTH_2"], horizon: 28 }) {
      forecasts {
        servedModel
        degradation {
          reason
        }
        provenance {
          modelVersion
          artifactSha256
        }
      }
    }
  }
`;

const promote = /* GraphQL */ `
  mutation ($input: PromoteModelVersionInput!) {
    promoteModelVersion(input: $input) {
      promotion {
        forced
      }
      gate {
        passed
      }
      userErrors {
        code
        message
      }
    }
  }
`;

const rollBack = /* GraphQL */ `
  mutation {
    rollbackModel(input: { model: "mlp", actor: "bob", reason: "it is worse" }) {
      promotion {
        to
      }
      model {
        versions {
          nodes {
            id
            version
          }
        }
        ledger(first: 3) {
          nodes {
            action
            forced
            from
            to
            actor
          }
        }
      }
      userErrors {
        code
      }
    }
  }
`;

const patience = { timeout: 30_000, interval: 150 };

/** A store in a folder of its own that holds copies of the models of the release. */
describe('the model that comes with the release', { timeout: 120_000 }, () => {
  let files: TestModelStore;
  let service: RunningApp;
  const env = () => ({
    MODEL_STORE_DIRECTORY: files.directory,
    MODEL_KEYS_FILE: join(releaseFolder, 'model-keys.json'),
    MODEL_PUBLIC_KEYS: files.key.publicKey.text,
    MODEL_SIGNING_KEY: files.keyFile,
    TENSOR_BACKEND: 'wasm',
    MODEL_TIMEOUT_SECONDS: '30',
    REQUEST_TIMEOUT_SECONDS: '60',
    GATE_MAX_LATENCY_MS: '600000',
  });
  beforeAll(async () => {
    files = await createTestModelStore();
    await mkdir(files.directory);
    await cp(join(releaseFolder, 'model-store'), files.directory, { recursive: true });
    service = await startApp(env(), { prepare: generateDemoData });
  }, 120_000);
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await files[Symbol.asyncDispose]();
  });

  const ask = async (from = service) => {
    const { data } = await from.post<Answer>(query);
    return data!.forecast.forecasts[0]!;
  };
  const eventually = (expected: object, from = service) =>
    vi.waitFor(async () => {
      expect(await ask(from)).toMatchObject(expected);
    }, patience);
  const champion = async () => {
    const model = await service.app.models.model('mlp');
    return { name: `mlp@${model!.champion!.version}`, sha256: model!.champion!.artifactSha256 };
  };

  it('answers for the demo data from the first start on, with version and hash', async () => {
    const { name, sha256 } = await champion();
    expect(await ask()).toEqual({
      servedModel: 'mlp',
      degradation: null,
      provenance: { modelVersion: name, artifactSha256: sha256 },
    });
    const ready = (await (await fetch(`${service.url}/ready`)).json()) as { models: unknown };
    expect(ready.models).toContainEqual({
      ...{ name: 'mlp', defaultOf: ['synthetic-demo'], isBaseline: false },
      ...{ isUsable: true, problem: null },
    });
  });

  it('gives way to a baseline when its folder goes, says so, and is back with it', async () => {
    await rename(files.directory, `${files.directory}.away`);
    await eventually({ servedModel: 'ets-ana', degradation: { reason: 'MODEL_MISSING' } });
    await rename(`${files.directory}.away`, files.directory);
    await eventually({ servedModel: 'mlp', degradation: null });
  });

  it('may be missing at the first start: baselines answer until it is there', async () => {
    await using late = await startApp(
      { ...env(), MODEL_STORE_DIRECTORY: join(files.folder, 'late') },
      { prepare: generateDemoData },
    );
    expect(await ask(late)).toMatchObject({ servedModel: 'ets-ana', degradation: null });
    await cp(join(releaseFolder, 'model-store'), join(files.folder, 'late'), { recursive: true });
    await late.app.takeUpModels();
    await eventually({ servedModel: 'mlp', degradation: null }, late);
  });

  it('is not replaced by a bad version unless by force, and a rollback brings it back', async () => {
    const before = await champion();
    const facts = tinyFacts({
      model: 'mlp',
      version: 'bad',
      metrics: { singleRun: [], backtest: null },
    });
    await service.app.publishModel.execute(facts, tinyTensors());
    const models = await service.post<{ model: { versions: { nodes: { id: string }[] } } }>(
      '{ model(name: "mlp") { versions(first: 1) { nodes { id } } } }',
    );
    const version = models.data!.model.versions.nodes[0]!.id;
    const input = { version, actor: 'ada', reason: 'a try' };
    const refused = await service.post(promote, { input });
    expect(refused.data).toMatchObject({
      promoteModelVersion: { promotion: null, gate: { passed: false } },
    });
    expect(JSON.stringify(refused.data)).toContain('wape-against-seasonal-naive');
    expect((await ask()).provenance.modelVersion).toBe(before.name);

    const forced = await service.post(promote, { input: { ...input, force: true } });
    expect(forced.data).toMatchObject({ promoteModelVersion: { promotion: { forced: true } } });
    await eventually({ provenance: { modelVersion: 'mlp@bad' } });

    const back = await service.post(rollBack);
    const old = before.name.slice('mlp@'.length);
    expect(back.data).toMatchObject({
      rollbackModel: {
        promotion: { to: old },
        model: {
          ledger: {
            nodes: [
              { action: 'ROLLBACK', from: 'bad', to: old, actor: 'bob' },
              { action: 'PROMOTE', forced: true, from: old, to: 'bad', actor: 'ada' },
              { action: 'PROMOTE', forced: false, from: null, to: old, actor: 'forecastle' },
            ],
          },
        },
        userErrors: [],
      },
    });
    await eventually({
      degradation: null,
      provenance: { modelVersion: before.name, artifactSha256: before.sha256 },
    });
  });
});
