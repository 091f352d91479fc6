import { rm } from 'node:fs/promises';

import { expect, it } from 'vitest';

import {
  createTestModelStore,
  someFacts,
  someTensors,
  type TestModelStore,
} from '../testing/model-artifacts.ts';
import { FileModelStore } from './file-model-store.ts';
import { LayeredModelStore } from './layered-model-store.ts';
import { readSigningKey } from './signing-key.ts';

/** A store above another one, both trusting the keys of both. */
function layered(own: TestModelStore, below: TestModelStore): LayeredModelStore {
  const trusted = [own.key.publicKey, below.key.publicKey];
  const [one, other] = [own, below].map(
    ({ directory, keyFile }) =>
      new FileModelStore({ directory, trusted, signingKey: () => readSigningKey(keyFile) }),
  );
  return new LayeredModelStore(one!, [other!]);
}

const publication = (version: string) => ({
  ...{ facts: someFacts({ version }), tensors: someTensors(), card: '# Card\n' },
});
const version = (name: string) => ({ model: 'demo-net', version: name });

it('holds what any of its stores holds, and publishes to the first', async () => {
  await using own = await createTestModelStore();
  await using below = await createTestModelStore();
  await below.store.publish(publication('1'));
  const store = layered(own, below);
  await store.publish(publication('2'));
  expect(await store.published()).toEqual([version('1'), version('2')]);
  expect(await below.store.published()).toEqual([version('1')]);
  for (const name of ['1', '2']) {
    expect((await store.load(version(name))).kind).toBe('loaded');
  }
  expect(await store.verify(version('3'))).toMatchObject({ reason: 'MODEL_MISSING' });
});

it('takes the copy that is sound, and notices every change', async () => {
  await using own = await createTestModelStore();
  await using below = await createTestModelStore();
  await own.store.publish(publication('1'));
  await below.store.publish(publication('1'));
  const store = layered(own, below);
  const before = await store.stateOf(version('1'));
  await rm(own.file('signature'));
  expect(await store.stateOf(version('1'))).not.toBe(before);
  const outcome = await store.verify(version('1'));
  expect(outcome).toMatchObject({ artifact: { signedBy: below.key.publicKey.id } });
  await rm(below.file(''), { recursive: true });
  expect(await store.verify(version('1'))).toMatchObject({ reason: 'SIGNATURE_INVALID' });
});
