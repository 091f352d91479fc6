import {
  copyFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  createTestModelStore,
  someFacts,
  someTensors,
  type TestModelStore,
} from '../testing/model-artifacts.ts';
import { canonicalJson } from './canonical-json.ts';
import { FileModelStore, generateSigningKey } from './index.ts';
import { sha256Of } from './sha256.ts';
import { signManifest } from './signature.ts';

const one = { model: 'demo-net', version: '1' };
const artifact = (change: Parameters<typeof someFacts>[0] = {}, first = 0.5) => ({
  facts: someFacts(change),
  tensors: someTensors(first),
  card: '# A card\n',
});

let test: TestModelStore;
beforeEach(async () => {
  test = await createTestModelStore();
});
afterEach(() => test[Symbol.asyncDispose]());

/** Replaces the manifest and signs it, as only the owner of the key can. */
async function rewriteManifest(change: (manifest: Record<string, unknown>) => void): Promise<void> {
  const path = test.file('manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  change(manifest);
  const bytes = Buffer.from(canonicalJson(manifest));
  await writeFile(path, bytes);
  await writeFile(test.file('signature'), signManifest(bytes, test.key));
}

/** Replaces the weights together with their hash in a signed manifest. */
async function rewriteWeights(change: (bytes: Buffer) => Buffer): Promise<void> {
  const bytes = change(await readFile(test.file('weights.bin')));
  await writeFile(test.file('weights.bin'), bytes);
  await rewriteManifest((manifest) => {
    const files = manifest['files'] as { name: string; bytes: number; sha256: string }[];
    const entry = files.find(({ name }) => name === 'weights.bin')!;
    entry.bytes = bytes.length;
    entry.sha256 = sha256Of(bytes);
  });
}

async function flipByte(path: string, place: number): Promise<void> {
  const bytes = await readFile(path);
  expect(place).toBeLessThan(bytes.length);
  bytes[place]! ^= 0x10;
  await writeFile(path, bytes);
}

describe('a published version', () => {
  it('loads with its manifest and its weights, whole and verified', async () => {
    const { artifact: published, unchanged } = await test.store.publish(artifact());
    expect(unchanged).toBe(false);
    expect(published.sha256).toBe(sha256Of(await readFile(test.file('manifest.json'))));
    const outcome = await test.store.load(one, published.sha256);
    expect(outcome).toMatchObject({
      kind: 'loaded',
      artifact: { sha256: published.sha256, signedBy: test.key.publicKey.id },
    });
    if (outcome.kind === 'failed') return;
    expect(outcome.artifact.manifest).toMatchObject({ ...someFacts(), parameters: 9 });
    expect(outcome.artifact.tensors).toEqual(someTensors());
    expect(await test.store.published()).toEqual([one]);
  });

  it('has the same bytes whenever and however often it is made', async () => {
    const { artifact: first } = await test.store.publish(artifact());
    expect(await test.store.publish(artifact())).toEqual({ artifact: first, unchanged: true });
    const before = await Promise.all(
      ['manifest.json', 'weights.bin', 'signature'].map((name) => readFile(test.file(name))),
    );
    await rm(test.directory, { recursive: true });
    await test.store.publish(artifact());
    const after = await Promise.all(
      ['manifest.json', 'weights.bin', 'signature'].map((name) => readFile(test.file(name))),
    );
    expect(after).toEqual(before);
    const other = await test.store.publish(artifact({ version: '2', seed: 8 }));
    expect(other.artifact.sha256).not.toBe(first.sha256);
  });

  it('never changes: other content under the same name is refused and the first stays', async () => {
    const { artifact: first } = await test.store.publish(artifact());
    await expect(test.store.publish(artifact({}, 0.75))).rejects.toMatchObject({
      code: 'MODEL_VERSION_CONFLICT',
      details: { foundSha256: first.sha256 },
    });
    expect(await test.store.verify(one, first.sha256)).toMatchObject({ kind: 'verified' });
    expect(await readdir(join(test.directory, 'demo-net'))).toEqual(['1']);
  });

  it('is written once when two publish it at the same time', async () => {
    const results = await Promise.all([
      test.store.publish(artifact()),
      test.store.publish(artifact()),
    ]);
    expect(results.map(({ unchanged }) => unchanged).toSorted()).toEqual([false, true]);
    expect(await readdir(join(test.directory, 'demo-net'))).toEqual(['1']);
  });

  it('is not published with weights that are no numbers, and leaves nothing behind', async () => {
    await expect(test.store.publish(artifact({}, Number.NaN))).rejects.toMatchObject({
      code: 'ARTIFACT_UNUSABLE',
      details: { reason: 'ARTIFACT_CORRUPT' },
    });
    expect(await readdir(join(test.directory, 'demo-net'))).toEqual([]);
  });

  it('of millions of weights is looked at to the last one, with other work in between', async () => {
    const values = new Float32Array(3_000_000);
    const large = (last: number) => {
      values[values.length - 1] = last;
      return {
        facts: someFacts(),
        tensors: [{ name: 'all', shape: [values.length], values }],
        card: '# Card\n',
      };
    };
    await expect(test.store.publish(large(Infinity))).rejects.toThrow(
      'Tensor all holds Infinity at 2999999',
    );
    expect(await test.store.publish(large(1))).toMatchObject({
      artifact: { signedBy: test.key.publicKey.id },
    });
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 1);
    expect(await test.store.load(one)).toMatchObject({ kind: 'loaded' });
    clearInterval(counting);
    expect(turns).toBeGreaterThan(1);
  });

  it('is not published by a key that nobody trusts', async () => {
    const stranger = await generateSigningKey(join(test.folder, 'stranger.pem'));
    const store = new FileModelStore({
      directory: test.directory,
      trusted: [test.key.publicKey],
      signingKey: () => Promise.resolve(stranger),
    });
    await expect(store.publish(artifact())).rejects.toMatchObject({
      code: 'ARTIFACT_UNUSABLE',
      details: { reason: 'SIGNATURE_INVALID' },
    });
  });
});

interface Damage {
  readonly name: string;
  readonly reason: string;
  readonly harm: () => Promise<unknown>;
}

const damages: readonly Damage[] = [
  {
    name: 'the folder was removed',
    reason: 'MODEL_MISSING',
    harm: () => rm(test.file(''), { recursive: true }),
  },
  {
    name: 'the weights were removed',
    reason: 'MODEL_MISSING',
    harm: () => rm(test.file('weights.bin')),
  },
  {
    name: 'the manifest was removed',
    reason: 'MODEL_MISSING',
    harm: () => rm(test.file('manifest.json')),
  },
  {
    name: 'the weights are cut short',
    reason: 'ARTIFACT_CORRUPT',
    harm: () => truncate(test.file('weights.bin'), 100),
  },
  {
    name: 'the weights are empty',
    reason: 'ARTIFACT_CORRUPT',
    harm: () => truncate(test.file('weights.bin'), 0),
  },
  {
    name: 'one bit of the weights is flipped',
    reason: 'ARTIFACT_CORRUPT',
    harm: () => flipByte(test.file('weights.bin'), 130),
  },
  {
    name: 'the weights of another version stand in their place',
    reason: 'ARTIFACT_CORRUPT',
    harm: () =>
      copyFile(
        test.file('weights.bin', { model: 'demo-net', version: '2' }),
        test.file('weights.bin'),
      ),
  },
  {
    name: 'a whole other version stands in its folder',
    reason: 'ARTIFACT_CORRUPT',
    harm: async () => {
      await rm(test.file(''), { recursive: true });
      await cp(test.file('', { model: 'demo-net', version: '2' }), test.file(''), {
        recursive: true,
      });
    },
  },
  {
    name: 'the card was removed',
    reason: 'ARTIFACT_CORRUPT',
    harm: () => rm(test.file('MODEL_CARD.md')),
  },
  {
    name: 'the card was edited',
    reason: 'ARTIFACT_CORRUPT',
    harm: () => writeFile(test.file('MODEL_CARD.md'), '# A better card\n'),
  },
  {
    name: 'a file came in addition',
    reason: 'ARTIFACT_CORRUPT',
    harm: () => writeFile(test.file('extra.bin'), 'x'),
  },
  {
    name: 'a folder came in addition',
    reason: 'ARTIFACT_CORRUPT',
    harm: () => mkdir(test.file('more')),
  },
  {
    name: 'the weights are a link to the same bytes elsewhere',
    reason: 'ARTIFACT_CORRUPT',
    harm: async () => {
      const elsewhere = join(test.folder, 'weights.bin');
      await rename(test.file('weights.bin'), elsewhere);
      await symlink(elsewhere, test.file('weights.bin'));
    },
  },
  {
    name: 'the version is a link to a folder elsewhere',
    reason: 'ARTIFACT_CORRUPT',
    harm: async () => {
      const elsewhere = join(test.folder, 'elsewhere');
      await rename(test.file(''), elsewhere);
      await symlink(elsewhere, test.file('').replace(/\/$/, ''));
    },
  },
  {
    name: 'the manifest is a folder',
    reason: 'ARTIFACT_CORRUPT',
    harm: async () => {
      await rm(test.file('manifest.json'));
      await mkdir(test.file('manifest.json'));
    },
  },
  {
    name: 'the manifest is cut short',
    reason: 'ARTIFACT_CORRUPT',
    harm: () => truncate(test.file('manifest.json'), 300),
  },
  {
    name: 'the manifest is larger than any',
    reason: 'ARTIFACT_CORRUPT',
    harm: () => truncate(test.file('manifest.json'), 2 ** 30),
  },
  {
    name: 'the manifest nests deeper than a stack',
    reason: 'SIGNATURE_INVALID',
    harm: () => writeFile(test.file('manifest.json'), '['.repeat(1e6) + ']'.repeat(1e6)),
  },
  {
    name: 'the manifest was edited',
    reason: 'SIGNATURE_INVALID',
    harm: async () => {
      const path = test.file('manifest.json');
      await writeFile(path, (await readFile(path, 'utf8')).replace('"seed":7', '"seed":8'));
    },
  },
  {
    name: 'nobody signed',
    reason: 'SIGNATURE_INVALID',
    harm: () => rm(test.file('signature')),
  },
  {
    name: 'the signature is no signature',
    reason: 'SIGNATURE_INVALID',
    harm: () => writeFile(test.file('signature'), 'trust me'),
  },
  {
    name: 'one bit of the signature is flipped',
    reason: 'SIGNATURE_INVALID',
    harm: () => flipByte(test.file('signature'), 80),
  },
  {
    name: 'the signature is that of another version',
    reason: 'SIGNATURE_INVALID',
    harm: () =>
      copyFile(test.file('signature', { model: 'demo-net', version: '2' }), test.file('signature')),
  },
  {
    name: 'a stranger signed it',
    reason: 'SIGNATURE_INVALID',
    harm: async () => {
      const stranger = await generateSigningKey(join(test.folder, 'stranger.pem'));
      const bytes = await readFile(test.file('manifest.json'));
      await writeFile(test.file('signature'), signManifest(bytes, stranger));
    },
  },
  {
    name: 'a stranger signed it under the name of a trusted key',
    reason: 'SIGNATURE_INVALID',
    harm: async () => {
      const stranger = await generateSigningKey(join(test.folder, 'stranger.pem'));
      const bytes = await readFile(test.file('manifest.json'));
      const signed = signManifest(bytes, stranger);
      const { id } = stranger.publicKey;
      await writeFile(test.file('signature'), signed.replace(id, test.key.publicKey.id));
    },
  },
  {
    name: 'the manifest has a form of the future',
    reason: 'MODEL_LOAD_FAILED',
    harm: () =>
      rewriteManifest((manifest) => {
        manifest['schemaVersion'] = 2;
      }),
  },
  {
    name: 'the manifest is of a kind that is not known',
    reason: 'MODEL_LOAD_FAILED',
    harm: () =>
      rewriteManifest((manifest) => {
        manifest['kind'] = 'oracle';
      }),
  },
  {
    name: 'the manifest names a file outside of the folder',
    reason: 'MODEL_LOAD_FAILED',
    harm: () =>
      rewriteManifest((manifest) => {
        (manifest['files'] as { name: string }[])[0]!.name = '../../../secret.txt';
      }),
  },
  {
    name: 'the manifest promises a file of a terabyte',
    reason: 'MODEL_LOAD_FAILED',
    harm: () =>
      rewriteManifest((manifest) => {
        (manifest['files'] as { bytes: number }[])[0]!.bytes = 2 ** 40;
      }),
  },
  {
    name: 'the weights have a format of the future',
    reason: 'MODEL_LOAD_FAILED',
    harm: () =>
      rewriteWeights((bytes) => {
        bytes[8] = 2;
        return bytes;
      }),
  },
  {
    name: 'the weights are something else',
    reason: 'ARTIFACT_CORRUPT',
    harm: () => rewriteWeights(() => Buffer.from('something else, but of some length')),
  },
  {
    name: 'a shape does not fit the values',
    reason: 'ARTIFACT_CORRUPT',
    harm: () =>
      rewriteWeights((bytes) =>
        Buffer.from(bytes.toString('latin1').replace('[2,3]', '[3,3]'), 'latin1'),
      ),
  },
  {
    name: 'there are fewer weights than the manifest says',
    reason: 'ARTIFACT_CORRUPT',
    harm: () =>
      rewriteManifest((manifest) => {
        manifest['parameters'] = 10;
      }),
  },
  {
    name: 'a weight is not a number',
    reason: 'ARTIFACT_CORRUPT',
    harm: () =>
      rewriteWeights((bytes) => {
        bytes.writeFloatLE(Number.NaN, bytes.length - 4);
        return bytes;
      }),
  },
];

describe('a version is not used when', () => {
  it.each(damages)('$name: $reason', async ({ harm, reason }) => {
    await test.store.publish(artifact());
    await test.store.publish(artifact({ version: '2' }, 0.75));
    expect(await test.store.load(one)).toMatchObject({ kind: 'loaded' });
    await harm();
    const outcome = await test.store.load(one);
    expect(outcome).toMatchObject({ kind: 'failed', reason });
    expect(outcome).toHaveProperty('detail', expect.stringMatching(/^.{10,}\.$/s));
    expect(await test.store.verify(one)).toEqual(outcome);
  });

  it('its content is not what was registered, however well it is signed', async () => {
    await test.store.publish(artifact());
    expect(await test.store.load(one, 'b'.repeat(64))).toMatchObject({
      kind: 'failed',
      reason: 'ARTIFACT_CORRUPT',
    });
  });

  it.each(['../secrets', '..', '', 'a/b', '/etc', 'A', 'x'.repeat(65), 'a\0b'])(
    'its name is %j',
    async (model) => {
      const outcome = { kind: 'failed', reason: 'MODEL_MISSING' };
      expect(await test.store.load({ model, version: '1' })).toMatchObject(outcome);
      expect(await test.store.load({ model: 'demo-net', version: model })).toMatchObject(outcome);
    },
  );
});

describe('the store', () => {
  it('is empty where there is no folder', async () => {
    expect(await test.store.published()).toEqual([]);
  });

  it('sees nothing that is unfinished, linked or oddly named', async () => {
    await test.store.publish(artifact());
    await mkdir(join(test.directory, 'demo-net', '.2.abc', '2'), { recursive: true });
    await mkdir(join(test.directory, 'Odd Name', '1'), { recursive: true });
    await symlink(test.file(''), join(test.directory, 'demo-net', '3'));
    expect(await test.store.published()).toEqual([one]);
  });
});
