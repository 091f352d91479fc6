import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

import { ForecastError } from '#core/errors';
import { z } from 'zod';

import { parsePublicKey, type PublicKey } from './public-key.ts';
import { writeDurably } from './with-file.ts';

const keyFile = z.strictObject({
  keys: z.array(z.strictObject({ name: z.string().min(1).max(200), publicKey: z.string() })),
});

/** A key of the configuration. */
export interface TrustedKey extends PublicKey {
  /** What people call it. */
  readonly name: string;
  /** Where the configuration names it. */
  readonly source: string;
}

/** Where the configuration keeps the keys that count. */
export interface KeySettings {
  /** Base64 keys of `MODEL_PUBLIC_KEYS`. */
  readonly modelPublicKeys: readonly string[];
  /** The file of `MODEL_KEYS_FILE`; it need not exist. */
  readonly modelKeysFile: string;
  /** The file of the keys that come with the release; null = those models do not count. */
  readonly releaseKeysFile: string | null;
}

/**
 * The keys whose signatures count: those of the environment, of the key file and of the release.
 * @throws ForecastError CONFIG_INVALID for a text that is no key.
 */
export async function readTrustedKeys(settings: KeySettings): Promise<readonly TrustedKey[]> {
  const { modelPublicKeys, modelKeysFile, releaseKeysFile } = settings;
  const files = [modelKeysFile, ...(releaseKeysFile === null ? [] : [releaseKeysFile])];
  const filed = await Promise.all(
    files.map(async (source) =>
      (await readKeyFile(source)).keys.map((key) => ({ ...key, source })),
    ),
  );
  const named = [
    ...modelPublicKeys.map((publicKey) => ({ name: '', publicKey, source: 'MODEL_PUBLIC_KEYS' })),
    ...filed.flat(),
  ];
  return named.map(({ name, publicKey, source }) => {
    const parsed = parsePublicKey(publicKey);
    if (parsed !== null) return { ...parsed, name, source };
    throw invalid(source, `"${publicKey.slice(0, 60)}" is not an Ed25519 public key in base64`);
  });
}

/** Adds a key to the key file, which is replaced as a whole; a key that is there stays as it is. */
export async function trustKey(path: string, name: string, { text }: PublicKey): Promise<void> {
  const { keys } = await readKeyFile(path);
  if (keys.some(({ publicKey }) => publicKey === text)) return;
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.part`;
  await mkdir(dirname(path), { recursive: true });
  const content = { keys: [...keys, { name, publicKey: text }] };
  await writeDurably(unfinished, `${JSON.stringify(content, null, 2)}\n`);
  await rename(unfinished, path);
}

async function readKeyFile(path: string): Promise<z.infer<typeof keyFile>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { keys: [] };
    throw error;
  }
  try {
    return keyFile.parse(JSON.parse(text));
  } catch (error) {
    throw invalid(path, 'expected {"keys": [{"name": "…", "publicKey": "…"}]}', error);
  }
}

function invalid(path: string, message: string, cause?: unknown): ForecastError<'CONFIG_INVALID'> {
  return new ForecastError(
    'CONFIG_INVALID',
    `The keys that models are checked with cannot be read from ${path}: ${message}. Correct it and start again.`,
    { issues: [{ path, message }] },
    cause,
  );
}
