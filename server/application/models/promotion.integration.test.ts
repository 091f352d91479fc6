import { rm, writeFile } from 'node:fs/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  backtestOf,
  createTestModelStore,
  goodScores,
  someFacts,
  someTensors,
  type TestModelStore,
} from '../../testing/model-artifacts.ts';
import { modelsOver } from '../../testing/model-registry.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';

const model = 'demo-net';
const asked = { model, actor: 'ada', reason: 'it is better' };

let test: TestDatabase;
let files: TestModelStore;
let use: ReturnType<typeof modelsOver>;
beforeEach(async () => {
  test = await createTestDatabase();
  files = await createTestModelStore();
  use = modelsOver(test.database, files);
});
afterEach(async () => {
  await test[Symbol.asyncDispose]();
  await files[Symbol.asyncDispose]();
});

/** Publishes a version of this WAPE; a bad one is no better than seasonal naive. */
async function publish(version: string, wape: number, change: { fva?: number } = {}) {
  const scores = { ...goodScores, wape, ...change };
  const metrics = { singleRun: [scores], backtest: backtestOf(scores) };
  return use.publishModel.execute(someFacts({ version, metrics }), someTensors(wape));
}

const champion = async () => (await use.models.model(model))?.champion?.version ?? null;
const ledger = async () =>
  (await use.models.ledgerPage({ model, version: null }, { first: null, before: null })).entries;

describe('a promotion', () => {
  it('verifies, asks the gate, moves the alias and writes who, when, why, from where and what the gate said', async () => {
    await publish('1', 0.6);
    await publish('2', 0.55);
    const first = await use.promoteModel.execute({ ...asked, version: '1' });
    const second = await use.promoteModel.execute({ ...asked, version: '2', reason: 'again' });
    expect(first).toMatchObject({ unchanged: false, userErrors: [], gate: { passed: true } });
    expect(await champion()).toBe('2');
    const entries = await ledger();
    expect(entries).toEqual([second.entry, first.entry]);
    expect(entries).toMatchObject([
      { from: '1', to: '2', action: 'promote', actor: 'ada', reason: 'again', forced: false },
      { from: null, to: '1', alias: 'champion', reason: 'it is better' },
    ]);
    expect(entries[0]!.gate?.checks.map(({ check, passed }) => [check, passed])).toEqual([
      ['wape-against-seasonal-naive', true],
      ['wape-against-champion', true],
      ['backtest-against-single-run', true],
      ['bias', true],
      ['coverage', true],
      ['latency', true],
      ['size', true],
    ]);
    expect(await use.promoteModel.execute({ ...asked, version: '2' })).toMatchObject({
      unchanged: true,
      entry: { id: entries[0]!.id },
    });
    expect(await ledger()).toHaveLength(2);
  });

  it('of a bad version is refused with the reasons; forced and rolled back, the one before answers and the ledger has both', async () => {
    await publish('1', 0.6);
    await publish('2', 0.7, { fva: 2 });
    await use.promoteModel.execute({ ...asked, version: '1' });
    const refused = await use.promoteModel.execute({ ...asked, version: '2' });
    expect(refused).toMatchObject({ entry: null, gate: { passed: false, source: 'manifest' } });
    expect(refused.userErrors.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringMatching(
        /^GATE_FAILED: demo-net@2 .*wape-against-seasonal-naive: 2 points better\. Expected at least 5/,
      ),
      expect.stringMatching(/wape-against-champion: 10 points worse than 1\. Expected at most 0/),
    ]);
    expect(await champion()).toBe('1');
    expect(await ledger()).toHaveLength(1);

    const forced = await use.promoteModel.execute({ ...asked, version: '2', force: true });
    expect(forced.entry).toMatchObject({ forced: true, gate: { passed: false } });
    expect(await champion()).toBe('2');

    const back = await use.rollBackModel.execute({ model, actor: 'bob', reason: 'it is worse' });
    expect(back.entry).toMatchObject({ action: 'rollback', from: '2', to: '1', actor: 'bob' });
    expect(await champion()).toBe('1');
    expect((await ledger()).map(({ action, forced: was }) => [action, was])).toEqual([
      ['rollback', false],
      ['promote', true],
      ['promote', false],
    ]);
    const versions = await use.models.versionPage(model, { first: null, before: null });
    expect(versions.entries.map(({ version, status }) => [version, status])).toEqual([
      ['2', 'retired'],
      ['1', 'champion'],
    ]);
  });

  it.each([
    [{}, 'version'],
    [{ version: '1', actor: ' ' }, 'actor'],
    [{ version: '1', reason: '' }, 'reason'],
    [{ version: '1', reason: 'a\0b' }, 'reason'],
    [{ version: '1', alias: 'king' }, 'alias'],
    [{ version: '1', surprise: true }, ''],
  ])('with %j is refused as invalid', async (change, field) => {
    const { userErrors } = await use.promoteModel.execute({ ...asked, ...change });
    expect(userErrors[0]).toMatchObject({ code: 'INVALID_INPUT', field: field ? [field] : [] });
  });

  it('of what is not there says what there is', async () => {
    await publish('1', 0.6);
    const code = async (change: object) =>
      (await use.promoteModel.execute({ ...asked, version: '1', ...change })).userErrors[0];
    expect(await code({ model: 'ghost' })).toMatchObject({ code: 'MODEL_NOT_FOUND' });
    expect(await code({ model: 'ets-ana' })).toMatchObject({ code: 'MODEL_NOT_FOUND' });
    expect(await code({ model: '../../etc' })).toMatchObject({ code: 'MODEL_NOT_FOUND' });
    expect(await code({ version: '9' })).toMatchObject({ code: 'MODEL_VERSION_NOT_FOUND' });
    expect(await code({ backtest: 99 })).toMatchObject({ code: 'BACKTEST_NOT_FOUND' });
  });

  it('of damaged, unsigned or missing files is refused, even by force', async () => {
    await publish('1', 0.6);
    const code = async () =>
      (await use.promoteModel.execute({ ...asked, version: '1', force: true })).userErrors[0]?.code;
    await writeFile(files.file('MODEL_CARD.md'), 'better');
    expect(await code()).toBe('ARTIFACT_CORRUPT');
    await rm(files.file('signature'));
    expect(await code()).toBe('SIGNATURE_INVALID');
    await rm(files.file(''), { recursive: true });
    expect(await code()).toBe('MODEL_MISSING');
    expect(await ledger()).toEqual([]);
  });

  it('finds a version that was put into the store after the start', async () => {
    const artifact = { facts: someFacts(), tensors: someTensors(), card: '# Card\n' };
    await files.store.publish(artifact);
    expect(await use.promoteModel.execute({ ...asked, version: '1' })).toMatchObject({
      entry: { to: '1' },
    });
  });

  it('of a version that was replaced by another well signed one is refused', async () => {
    await publish('1', 0.6);
    await rm(files.file(''), { recursive: true });
    const facts = someFacts({ seed: 8 });
    await files.store.publish({ facts, tensors: someTensors(), card: '# Other\n' });
    const { userErrors } = await use.promoteModel.execute({ ...asked, version: '1' });
    expect(userErrors[0]).toMatchObject({ code: 'ARTIFACT_CORRUPT' });
    await expect(use.publishModel.execute(facts, someTensors())).rejects.toMatchObject({
      code: 'MODEL_VERSION_CONFLICT',
    });
  });

  it('needs a latency that was measured', async () => {
    await publish('1', 0.6);
    const unprobed = modelsOver(test.database, files, { probe: null });
    const result = await unprobed.promoteModel.execute({ ...asked, version: '1' });
    expect(result.userErrors).toMatchObject([{ code: 'GATE_FAILED' }]);
    expect(result.userErrors[0]!.message).toContain('latency');
  });

  it('makes a challenger of a version that the gate would refuse as champion', async () => {
    await publish('1', 0.9, { fva: -5 });
    const { entry } = await use.promoteModel.execute({
      ...asked,
      version: '1',
      alias: 'challenger',
    });
    expect(entry).toMatchObject({ alias: 'challenger', forced: false, gate: { passed: false } });
    expect(await use.models.model(model)).toMatchObject({
      champion: null,
      challenger: { version: '1', status: 'challenger' },
    });
  });

  it('happens once per idempotency key, and a key is not for two requests', async () => {
    await publish('1', 0.6);
    await publish('2', 0.5);
    const request = { ...asked, version: '1', idempotencyKey: 'k1' };
    const { entry } = await use.promoteModel.execute(request);
    await use.promoteModel.execute({ ...asked, version: '2' });
    expect(await use.promoteModel.execute(request)).toMatchObject({ unchanged: true, entry });
    expect(await champion()).toBe('2');
    const other = await use.promoteModel.execute({ ...request, version: '2' });
    expect(other.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('of two at once ends in order: each sees what the other left', async () => {
    for (const version of ['1', '2', '3', '4']) await publish(version, 0.6);
    const results = await Promise.all(
      ['1', '2', '3', '4'].map((version) => use.promoteModel.execute({ ...asked, version })),
    );
    expect(results.every(({ entry }) => entry !== null)).toBe(true);
    const moves = (await ledger()).toReversed();
    expect(moves.map(({ from }) => from)).toEqual([
      null,
      ...moves.slice(0, -1).map(({ to }) => to),
    ]);
    expect(await champion()).toBe(moves.at(-1)!.to);
    expect(moves.map(({ recordedAt }) => recordedAt.getTime())).toEqual(
      moves.map(({ recordedAt }) => recordedAt.getTime()).toSorted((a, b) => a - b),
    );
  });

  it('that fails in the middle moves nothing', async () => {
    await publish('1', 0.6);
    const probe = { warm: () => Promise.reject(new Error('the threads are gone')) };
    const broken = modelsOver(test.database, files, { probe });
    await expect(broken.promoteModel.execute({ ...asked, version: '1' })).rejects.toThrow('gone');
    expect(await champion()).toBeNull();
    expect(await ledger()).toEqual([]);
  });

  it('waits for another one of the model, but not for ever', async () => {
    await publish('1', 0.6);
    const impatient = modelsOver(test.database, files, { lockTimeoutSeconds: 1 });
    await use.registry.session(model, async () => {
      await expect(
        impatient.promoteModel.execute({ ...asked, version: '1' }),
      ).rejects.toMatchObject({ code: 'OVERLOADED' });
    });
  });
});

describe('a rollback', () => {
  it('goes one further back each time and never forth', async () => {
    for (const [version, wape] of [
      ['1', 0.6],
      ['2', 0.59],
      ['3', 0.58],
    ] as const) {
      await publish(version, wape);
      await use.promoteModel.execute({ ...asked, version });
    }
    const back = () => use.rollBackModel.execute({ model, actor: 'bob', reason: 'worse' });
    expect((await back()).entry).toMatchObject({ from: '3', to: '2' });
    expect((await back()).entry).toMatchObject({ from: '2', to: '1' });
    expect((await back()).userErrors).toMatchObject([{ code: 'NOTHING_TO_ROLL_BACK' }]);
    expect(await champion()).toBe('1');
  });

  it('sent twice with one key goes back once', async () => {
    for (const [version, wape] of [
      ['1', 0.6],
      ['2', 0.59],
      ['3', 0.58],
    ] as const) {
      await publish(version, wape);
      await use.promoteModel.execute({ ...asked, version });
    }
    const request = { model, actor: 'bob', reason: 'worse', idempotencyKey: 'r1' };
    const { entry } = await use.rollBackModel.execute(request);
    expect(await use.rollBackModel.execute(request)).toMatchObject({ unchanged: true, entry });
    expect(await champion()).toBe('2');
  });

  it('to files that are damaged is refused', async () => {
    await publish('1', 0.6);
    await publish('2', 0.5);
    await use.promoteModel.execute({ ...asked, version: '1' });
    await use.promoteModel.execute({ ...asked, version: '2' });
    await writeFile(files.file('weights.bin'), 'x');
    const { userErrors } = await use.rollBackModel.execute({ model, actor: 'b', reason: 'r' });
    expect(userErrors).toMatchObject([{ code: 'ARTIFACT_CORRUPT' }]);
    expect(await champion()).toBe('2');
  });

  it('of a model without a champion is refused', async () => {
    const { userErrors } = await use.rollBackModel.execute({ model, actor: 'b', reason: 'r' });
    expect(userErrors).toMatchObject([{ code: 'MODEL_NOT_FOUND' }]);
    expect((await use.rollBackModel.execute({})).userErrors).toHaveLength(3);
  });
});

describe('the ledger', () => {
  it('can be added to and not changed, by anybody', async () => {
    await publish('1', 0.6);
    await use.promoteModel.execute({ ...asked, version: '1' });
    for (const sql of [
      `update model_move set actor = 'nobody'`,
      'delete from model_move',
      'truncate model_move',
      `update model_version set sha256 = repeat('0', 64)`,
      'delete from model_version',
    ]) {
      await expect(test.database.pool.query(sql)).rejects.toThrow(/append-only/);
    }
    await expect(test.database.pool.query('delete from model')).rejects.toThrow();
    expect(await ledger()).toMatchObject([{ actor: 'ada' }]);
  });
});

describe('the store at start', () => {
  it('is made known, damaged versions apart, and a first version that passes the gate serves', async () => {
    const publishBehind = (version: string) =>
      files.store.publish({
        facts: someFacts({ version }),
        tensors: someTensors(),
        card: '# Card\n',
      });
    await publishBehind('1');
    await publishBehind('2');
    await rm(files.file('weights.bin', { model, version: '2' }));
    const report = await use.syncModels.execute({ champions: 'first-version' });
    expect(report).toMatchObject({
      registered: [{ model, version: '1' }],
      problems: [{ model, version: '2', reason: 'MODEL_MISSING' }],
      promoted: [{ model, version: '1' }],
      refused: [],
    });
    expect((await ledger())[0]).toMatchObject({ actor: 'forecastle', to: '1' });
    expect(await use.syncModels.execute({ champions: 'first-version' })).toMatchObject({
      registered: [],
      promoted: [],
    });
  });

  it('says which first version the gate refuses, and leaves champions alone where it should', async () => {
    await files.store.publish({
      facts: someFacts({ metrics: { singleRun: [], backtest: null } }),
      tensors: someTensors(),
      card: '# Card\n',
    });
    expect(await use.syncModels.execute({ champions: 'as-they-are' })).toMatchObject({
      registered: [{ version: '1' }],
      promoted: [],
      refused: [],
    });
    const { refused } = await use.syncModels.execute({ champions: 'first-version' });
    expect(refused).toMatchObject([{ model, errors: [{ code: 'GATE_FAILED' }, {}, {}, {}] }]);
  });
});
