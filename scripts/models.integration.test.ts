import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  createTestModelStore,
  someFacts,
  someTensors,
  type TestModelStore,
} from '../server/testing/model-artifacts.ts';
import { createTestDatabase, type TestDatabase } from '../server/testing/postgres.ts';
import { runInProcess } from './testing/run-in-process.ts';

let test: TestDatabase;
let files: TestModelStore;
const run = (...args: string[]) =>
  runInProcess(args, {
    DATABASE_URL: test.url,
    MODEL_STORE_DIRECTORY: files.directory,
    MODEL_PUBLIC_KEYS: files.key.publicKey.text,
    MODEL_KEYS_FILE: join(files.folder, 'no-keys.json'),
    WORKER_THREADS: '1',
  });

beforeAll(async () => {
  test = await createTestDatabase();
  files = await createTestModelStore();
  for (const version of ['1', '2']) {
    const facts = someFacts({ version });
    await files.store.publish({ facts, tensors: someTensors(), card: '# Card\n' });
  }
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
  await files[Symbol.asyncDispose]();
});

/** Neither a champion nor a measured latency: the gate refuses the version, and force lets it through. */
const promoted = (version: string, ...more: string[]) =>
  run('promote', 'demo-net', version, '--reason', 'a test', '--actor', 'ada', ...more);

describe('the commands of models', () => {
  it('list what is in the store, beside the baselines', async () => {
    const { code, output } = await run('models');
    expect(code).toBe(0);
    expect(output).toMatch(/^demo-net +mlp +- +- +A small net for tests\.$/m);
    expect(output).toMatch(/^ets-ana +baseline +\d+\.\d+\.\d+/m);
    const models = JSON.parse((await run('models', 'list', '--json')).output) as object[];
    expect(models[0]).toMatchObject({ name: 'demo-net', champion: null });
  });

  it('refuse with the checks of the gate, promote by force, roll back, and show the ledger', async () => {
    const refused = await promoted('1');
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/^latency +no +at most 500 ms/m);
    expect(refused.diagnostics).toMatch(/^Refused: demo-net@1 does not pass the check latency/m);

    expect((await promoted('1', '--force')).output).toContain('1 is the champion of demo-net now.');
    const second = await promoted('2', '--force', '--json');
    expect(JSON.parse(second.output)).toMatchObject({
      entry: { from: '1', to: '2', actor: 'ada', forced: true },
      unchanged: false,
      userErrors: [],
    });
    expect((await promoted('2')).output).toContain('Nothing to do');

    const back = await run('rollback', 'demo-net', '--reason', 'worse', '--actor', 'bob');
    expect(back).toMatchObject({ code: 0 });
    expect(back.output).toContain('1 is the champion of demo-net now in place of 2.');
    const again = await run('rollback', 'demo-net', '--reason', 'worse');
    expect(again).toMatchObject({ code: 1, output: '' });
    expect(again.diagnostics).toContain('nothing to go back to');

    const { output } = await run('models', 'show', 'demo-net');
    expect(output).toMatch(/^1 +champion +[0-9a-f]{12} +shop +2015-12-31/m);
    expect(output).toMatch(/rollback +champion +2 +1 +bob +worse$/m);
    expect(output).toMatch(/promote \(forced\) +champion +- +1 +ada +a test$/m);
  });

  it('print cards, and write those of all models', async () => {
    const learned = await run('models', 'card', 'demo-net');
    expect(learned.output).toMatch(/^# demo-net@1\n.*## Training.*## Limits/s);
    const folder = join(files.folder, 'cards');
    await mkdir(folder);
    const written = await run('models', 'card', '--all', '--output', folder);
    expect(written.output.split('\n')).toContain(join(folder, 'ets-ana.md'));
    expect(await readFile(join(folder, 'demo-net.md'), 'utf8')).toBe(learned.output);
  });

  it.each([
    [['models', 'show', 'ghost'], 'No model is named'],
    [['models', 'card', 'ghost'], 'No model is named'],
    [['models', 'card', 'demo-net', '9'], 'no version "9"'],
    [['models', 'card'], '--all'],
    [['models', 'card', 'demo-net', '--all', '--output', 'x'], '--all'],
    [['promote', 'demo-net', '9', '--reason', 'x'], 'no version "9"'],
    [['promote', 'ghost', '1', '--reason', 'x'], 'No learned model'],
    [['promote', 'demo-net', '1'], '--reason'],
    [['rollback', 'ghost', '--reason', 'x'], 'No version of "ghost"'],
    [['verify', 'ghost'], 'No learned model is named'],
    [['verify', 'demo-net', '9'], 'It has 1, 2'],
  ])('end wrong use with 2: %j', async (args, message) => {
    const { code, diagnostics } = await run(...args);
    expect(diagnostics).toContain(message);
    expect(code).toBe(2);
  });

  it('verify the files of every version and say what is wrong', async () => {
    expect(await run('verify', 'demo-net', '1')).toMatchObject({ code: 0 });
    await rm(files.file('signature', { model: 'demo-net', version: '2' }));
    const { code, output, diagnostics } = await run('verify');
    expect(code).toBe(1);
    expect(output).toMatch(/^demo-net +1 +VERIFIED +[0-9a-f]{12} +[0-9a-f]{16} +yes$/m);
    expect(output).toMatch(/^demo-net +2 +SIGNATURE_INVALID/m);
    expect(diagnostics).toContain('demo-net@2: SIGNATURE_INVALID: The model is not trusted');
    const json = JSON.parse((await run('verify', '--json')).output) as object[];
    expect(json).toMatchObject([{ state: 'VERIFIED' }, { state: 'SIGNATURE_INVALID' }]);
  });
});

describe('forecastle keys', () => {
  it('makes a key that only its owner reads, trusts it, and never overwrites one', async () => {
    const folder = join(files.folder, 'own');
    await mkdir(folder);
    const env = {
      MODEL_SIGNING_KEY: join(folder, 'private', 'signing.pem'),
      MODEL_KEYS_FILE: join(folder, 'model-keys.json'),
    };
    const none = await runInProcess(['keys'], env);
    expect(none.diagnostics).toContain('No keys are trusted');
    const made = await runInProcess(['keys', 'generate', '--name', 'mine', '--json'], env);
    expect(made.code).toBe(0);
    const { id, publicKey } = JSON.parse(made.output) as { id: string; publicKey: string };
    expect((await stat(env.MODEL_SIGNING_KEY)).mode & 0o777).toBe(0o600);
    expect(made.output).not.toContain('PRIVATE');
    expect(JSON.parse(await readFile(env.MODEL_KEYS_FILE, 'utf8'))).toEqual({
      keys: [{ name: 'mine', publicKey }],
    });
    expect((await runInProcess(['keys', 'list'], env)).output).toMatch(
      new RegExp(`^${id} +mine .* yes$`, 'm'),
    );
    const again = await runInProcess(['keys', 'generate'], env);
    expect(again).toMatchObject({ code: 1, output: '' });
    expect(again.diagnostics).toContain('never overwritten');
  });

  it('says which configured text is no key', async () => {
    const { code, diagnostics } = await runInProcess(['keys'], { MODEL_PUBLIC_KEYS: 'nonsense' });
    expect(code).toBe(2);
    expect(diagnostics).toContain('"nonsense" is not an Ed25519 public key');
  });

  it('refuses a key file inside of the store', async () => {
    const env = { MODEL_STORE_DIRECTORY: 'store', MODEL_KEYS_FILE: 'store/keys.json' };
    const { code, diagnostics } = await runInProcess(['keys'], env);
    expect(code).toBe(2);
    expect(diagnostics).toContain('outside of MODEL_STORE_DIRECTORY');
  });

  it('does not sign with a key that others can read', async () => {
    const open = join(files.folder, 'open.pem');
    await writeFile(open, await readFile(files.keyFile), { mode: 0o644 });
    const { readSigningKey } = await import('../server/artifacts/index.ts');
    await expect(readSigningKey(open)).rejects.toMatchObject({ code: 'SIGNING_KEY_UNUSABLE' });
    await expect(readSigningKey(join(files.folder, 'none.pem'))).rejects.toThrow('does not exist');
  });
});
