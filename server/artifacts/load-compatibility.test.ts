import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

import { someFacts, someTensors } from '../testing/model-artifacts.ts';
import { FileModelStore } from './index.ts';
import { parsePublicKey } from './public-key.ts';

const fixtures = new URL('__fixtures__/', import.meta.url);

/** Written once and never again: what was published by an earlier release must load in every later one. */
it('a version that release 0.1.0 published loads with the same hash and the same weights', async () => {
  const key = parsePublicKey((await readFile(new URL('public-key.txt', fixtures), 'utf8')).trim());
  const store = new FileModelStore({
    directory: fileURLToPath(new URL('model-store', fixtures)),
    trusted: [key!],
    signingKey: () => Promise.reject(new Error('nothing is signed here')),
  });
  const [reference] = await store.published();
  expect(reference).toEqual({ model: 'written-by-0-1-0', version: '1' });
  const outcome = await store.load(
    reference!,
    'd1878d1479b77eb9afab28e4ca7743e9f06ec4fe0490d97077cf25908c938ca7',
  );
  expect(outcome).toMatchObject({
    kind: 'loaded',
    artifact: {
      manifest: { ...someFacts({ model: 'written-by-0-1-0' }), parameters: 9 },
      tensors: someTensors(),
    },
  });
});
