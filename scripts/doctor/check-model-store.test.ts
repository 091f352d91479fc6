import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { loadConfig } from '../../server/config/index.ts';
import {
  createTestModelStore,
  someFacts,
  someTensors,
} from '../../server/testing/model-artifacts.ts';
import { checkModelStore } from './check-model-store.ts';

test('the store is fine while every model in it is, and a warning names the others', async () => {
  await using files = await createTestModelStore();
  const config = loadConfig({
    MODEL_STORE_DIRECTORY: files.directory,
    MODEL_KEYS_FILE: join(files.folder, 'keys.json'),
    MODEL_PUBLIC_KEYS: files.key.publicKey.text,
    RELEASE_MODELS: 'false',
  });
  expect(await checkModelStore(config)).toMatchObject([
    { name: 'model keys', status: 'ok', found: files.key.publicKey.id },
    { name: 'model store', status: 'ok', found: `0 published in ${files.directory}` },
  ]);
  await files.store.publish({ facts: someFacts(), tensors: someTensors(), card: '# Card\n' });
  expect((await checkModelStore(config))[1]).toMatchObject({ status: 'ok' });
  await rm(files.file('signature'));
  const [, store] = await checkModelStore(config);
  expect(store).toMatchObject({ status: 'warning' });
  expect(store!.found).toContain('demo-net@1: SIGNATURE_INVALID');
});

test('no keys are fine where nothing is learned, and a text that is no key has failed', async () => {
  await using files = await createTestModelStore();
  const env = {
    MODEL_STORE_DIRECTORY: files.directory,
    MODEL_KEYS_FILE: join(files.folder, 'keys.json'),
    RELEASE_MODELS: 'false',
  };
  expect((await checkModelStore(loadConfig(env)))[0]?.found).toContain('none trusted');
  const broken = loadConfig({ ...env, MODEL_PUBLIC_KEYS: 'x' });
  expect(await checkModelStore(broken)).toMatchObject([{ name: 'model keys', status: 'failed' }]);
});
