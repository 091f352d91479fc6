import { rm } from 'node:fs/promises';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  backtestOf,
  createTestModelStore,
  goodScores,
  someFacts,
  someTensors,
  type TestModelStore,
} from '../testing/model-artifacts.ts';
import { type RunningApp, startApp } from '../testing/running-app.ts';

let files: TestModelStore;
let running: RunningApp;
beforeEach(async () => {
  files = await createTestModelStore();
  running = await startApp({
    MODEL_STORE_DIRECTORY: files.directory,
    MODEL_SIGNING_KEY: files.keyFile,
    MODEL_PUBLIC_KEYS: files.key.publicKey.text,
  });
});
afterEach(async () => {
  await running[Symbol.asyncDispose]();
  await files[Symbol.asyncDispose]();
});

const idOf = (version: string) =>
  Buffer.from(`ModelVersion:demo-net:${version}`).toString('base64url');

async function publish(version: string, wape = 0.6, fva = 12) {
  const scores = { ...goodScores, wape, fva };
  const metrics = { singleRun: [scores], backtest: backtestOf(scores) };
  await running.app.publishModel.execute(someFacts({ version, metrics }), someTensors(wape));
}

const promote = `mutation ($input: PromoteModelVersionInput!) {
  promoteModelVersion(input: $input) {
    promotion { model alias action from to toSha256 actor reason forced recordedAt gate { passed } }
    model { champion { version status } }
    unchanged
    gate { passed source checks { check passed found expected detail } }
    userErrors { field message code }
  }
}`;
const rollBack = `mutation ($input: RollbackModelInput!) {
  rollbackModel(input: $input) {
    promotion { action from to } model { champion { version } } unchanged userErrors { field code }
  }
}`;
const asked = { actor: 'ada', reason: 'better' };

describe('models', () => {
  test('are the learned ones and the baselines, with their versions, cards and scores', async () => {
    await publish('1');
    const { data, errors } = await running.post(`{
      models { id name kind description champion { version kind artifactSha256 status manifest } }
      baseline: model(name: "ets-ana") {
        versions { nodes { version card metrics { source levels { level } } verification { state } ledger { nodes { to } } } pageInfo { hasNextPage } }
      }
      ghost: model(name: "ghost") { id }
    }`);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      ghost: null,
      baseline: {
        versions: {
          nodes: [
            {
              version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
              card: expect.stringMatching(/^# ets-ana@.*## Intended use/s) as string,
              metrics: { source: null, levels: [] },
              verification: { state: 'NO_ARTIFACT' },
              ledger: { nodes: [] },
            },
          ],
          pageInfo: { hasNextPage: false },
        },
      },
    });
    const models = data!['models'] as { name: string; kind: string; champion: object | null }[];
    expect(models[0]).toMatchObject({ name: 'demo-net', kind: 'MLP', champion: null });
    expect(models[1]).toMatchObject({
      name: 'naive',
      kind: 'BASELINE',
      champion: { status: 'CHAMPION', manifest: null, artifactSha256: null },
    });
  });

  test('are found again by their ids, and versions page by page', async () => {
    for (const version of ['1', '2', '3']) await publish(version);
    const { data } = await running.post(`{
      model(name: "demo-net") { id versions(first: 2) { nodes { id version } pageInfo { endCursor hasNextPage } } }
    }`);
    const model = data!['model'] as {
      id: string;
      versions: { nodes: { id: string; version: string }[]; pageInfo: { endCursor: string } };
    };
    expect(model.versions).toMatchObject({
      nodes: [{ version: '3' }, { version: '2' }],
      pageInfo: { hasNextPage: true },
    });
    const rest = await running.post(
      `query ($after: String!, $ids: [ID!]!) {
        model(name: "demo-net") { versions(after: $after) { nodes { version } pageInfo { hasNextPage hasPreviousPage } } }
        nodes(ids: $ids) { __typename id ... on Model { name } ... on ModelVersion { version model { name } } }
      }`,
      { after: model.versions.pageInfo.endCursor, ids: [model.id, model.versions.nodes[0]!.id] },
    );
    expect(rest.data).toEqual({
      model: {
        versions: {
          nodes: [{ version: '1' }],
          pageInfo: { hasNextPage: false, hasPreviousPage: true },
        },
      },
      nodes: [
        { __typename: 'Model', id: model.id, name: 'demo-net' },
        { __typename: 'ModelVersion', id: idOf('3'), version: '3', model: { name: 'demo-net' } },
      ],
    });
    const wrong = await running.post(
      `{ model(name: "demo-net") { versions(after: "bm9wZQ") { nodes { id } } } }`,
    );
    expect(wrong.errors[0]?.extensions).toMatchObject({ reason: 'INVALID_CURSOR' });
  });

  test('say of a version what its manifest says, and what its files are like at this moment', async () => {
    await publish('1');
    const query = `query ($id: ID!) {
      modelVersion(id: $id) {
        version artifactSha256 manifest status card
        metrics { source levels { level series wape fva coverage { nominal shared } } }
        verification { state detail signedBy }
      }
    }`;
    const { data } = await running.post(query, { id: idOf('1') });
    expect(data?.['modelVersion']).toMatchObject({
      artifactSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      manifest: { ...someFacts(), files: [{}, {}], parameters: 9 },
      status: 'CANDIDATE',
      metrics: { source: 'manifest', levels: [{ level: 'item-store', wape: 0.6, fva: 12 }] },
      verification: { state: 'VERIFIED', detail: null, signedBy: files.key.publicKey.id },
    });
    await rm(files.file('signature'));
    const after = await running.post(query, { id: idOf('1') });
    expect(after.data?.['modelVersion']).toMatchObject({
      verification: { state: 'SIGNATURE_INVALID', signedBy: null },
    });
    expect((await running.post(query, { id: idOf('9') })).data).toEqual({ modelVersion: null });
    const { errors } = await running.post(query, { id: 'nonsense' });
    expect(errors[0]?.extensions).toMatchObject({ reason: 'INVALID_ID' });
  });
});

describe('promoteModelVersion and rollbackModel', () => {
  test('refuse with the reasons of the gate, promote by force, and roll back', async () => {
    await publish('1');
    await publish('2', 0.7, 1);
    const first = { ...asked, version: idOf('1'), force: true, idempotencyKey: 'a' };
    const done = await running.post(promote, { input: first });
    expect(done.errors).toEqual([]);
    expect(done.data?.['promoteModelVersion']).toMatchObject({
      promotion: { model: 'demo-net', alias: 'CHAMPION', action: 'PROMOTE', from: null, to: '1' },
      model: { champion: { version: '1', status: 'CHAMPION' } },
      unchanged: false,
      userErrors: [],
    });
    expect((await running.post(promote, { input: first })).data).toMatchObject({
      promoteModelVersion: { unchanged: true, promotion: { to: '1' } },
    });

    const second = { ...asked, version: idOf('2') };
    const refused = await running.post(promote, { input: second });
    expect(refused.data?.['promoteModelVersion']).toMatchObject({
      promotion: null,
      model: null,
      gate: { passed: false, source: 'manifest' },
    });
    const { userErrors, gate } = refused.data!['promoteModelVersion'] as {
      userErrors: { code: string; field: string[]; message: string }[];
      gate: { checks: { check: string; passed: boolean }[] };
    };
    expect(new Set(userErrors.map(({ code }) => code))).toEqual(new Set(['GATE_FAILED']));
    expect(gate.checks.filter(({ passed }) => !passed).map(({ check }) => check)).toEqual([
      'WAPE_AGAINST_SEASONAL_NAIVE',
      'WAPE_AGAINST_CHAMPION',
      'LATENCY',
    ]);

    await running.post(promote, { input: { ...second, force: true } });
    const input = { model: 'demo-net', actor: 'bob', reason: 'worse' };
    const back = await running.post(rollBack, { input });
    expect(back.data?.['rollbackModel']).toEqual({
      promotion: { action: 'ROLLBACK', from: '2', to: '1' },
      model: { champion: { version: '1' } },
      unchanged: false,
      userErrors: [],
    });
    const again = await running.post(rollBack, { input });
    expect(again.data?.['rollbackModel']).toMatchObject({
      promotion: null,
      userErrors: [{ field: ['model'], code: 'NOTHING_TO_ROLL_BACK' }],
    });
    const { data } = await running.post(`{
      model(name: "demo-net") {
        ledger(first: 2) { nodes { action to forced } pageInfo { hasNextPage } }
        versions { nodes { version status ledger { nodes { action } } } }
      }
    }`);
    expect(data?.['model']).toEqual({
      ledger: {
        nodes: [
          { action: 'ROLLBACK', to: '1', forced: false },
          { action: 'PROMOTE', to: '2', forced: true },
        ],
        pageInfo: { hasNextPage: true },
      },
      versions: {
        nodes: [
          {
            version: '2',
            status: 'RETIRED',
            ledger: { nodes: [{ action: 'ROLLBACK' }, { action: 'PROMOTE' }] },
          },
          {
            version: '1',
            status: 'CHAMPION',
            ledger: {
              nodes: [{ action: 'ROLLBACK' }, { action: 'PROMOTE' }, { action: 'PROMOTE' }],
            },
          },
        ],
      },
    });
  });

  test('tell what is wrong with the input as data, and with the id as an error', async () => {
    const blank = { version: idOf('1'), actor: ' ', reason: '' };
    const { data } = await running.post(promote, { input: blank });
    expect(data?.['promoteModelVersion']).toMatchObject({
      userErrors: [
        { field: ['actor'], code: 'INVALID_INPUT' },
        { field: ['reason'], code: 'INVALID_INPUT' },
      ],
    });
    const unknown = await running.post(promote, { input: { ...asked, version: idOf('1') } });
    expect(unknown.data?.['promoteModelVersion']).toMatchObject({
      userErrors: [{ field: ['model'], code: 'MODEL_NOT_FOUND' }],
    });
    const { errors } = await running.post(promote, { input: { ...asked, version: 'x' } });
    expect(errors[0]?.extensions).toMatchObject({ reason: 'INVALID_ID' });
  });
});
