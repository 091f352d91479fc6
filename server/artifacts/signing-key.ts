import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import { ForecastError } from '#core/errors';

import { type PublicKey, publicKeyOf } from './public-key.ts';
import { withFile, writeDurably } from './with-file.ts';

/** A private key and what the world may know of it. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: PublicKey;
}

const ownerOnly = 0o600;
const groupAndOthers = 0o077;

/**
 * Writes a new Ed25519 key that only its owner can read (PKCS #8, PEM). An existing file is never overwritten.
 * @throws ForecastError SIGNING_KEY_UNUSABLE.
 */
export async function generateSigningKey(path: string): Promise<SigningKey> {
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeDurably(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), ownerOnly);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const problem =
      error.code === 'EEXIST'
        ? 'there is a key already, and keys are never overwritten; move it away first'
        : error.message;
    throw unusable(path, problem, error);
  }
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}

/** @throws ForecastError SIGNING_KEY_UNUSABLE where it is missing, readable by others, or no Ed25519 key. */
export async function readSigningKey(path: string): Promise<SigningKey> {
  try {
    const { mode, content } = await withFile(path, { flags: 'r' }, async (file) => ({
      mode: (await file.stat()).mode,
      content: await file.readFile(),
    }));
    if (process.platform !== 'win32' && (mode & groupAndOthers) !== 0) {
      throw unusable(path, `others than its owner can read it; run: chmod 600 ${path}`);
    }
    const privateKey = createPrivateKey(content);
    if (privateKey.asymmetricKeyType !== 'ed25519') {
      throw unusable(path, `it is a key of type ${privateKey.asymmetricKeyType ?? 'unknown'}`);
    }
    return { privateKey, publicKey: publicKeyOf(privateKey) };
  } catch (error) {
    if (error instanceof ForecastError) throw error;
    const missing = isSystemError(error) && error.code === 'ENOENT';
    throw unusable(path, missing ? 'it does not exist' : 'it cannot be read as a key', error);
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}

function unusable(
  path: string,
  problem: string,
  cause?: unknown,
): ForecastError<'SIGNING_KEY_UNUSABLE'> {
  return new ForecastError(
    'SIGNING_KEY_UNUSABLE',
    `The signing key ${path} cannot be used: ${problem}. \`forecastle keys generate\` makes one; MODEL_SIGNING_KEY names its file.`,
    { file: path, problem },
    cause,
  );
}
