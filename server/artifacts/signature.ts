import { sign, verify } from 'node:crypto';

import { z } from 'zod';

import { ArtifactFault } from './artifact-fault.ts';
import type { PublicKey } from './public-key.ts';
import type { SigningKey } from './signing-key.ts';

/** The file `signature`: who signed the bytes of `manifest.json`, and how. */
const signatureFile = z.strictObject({
  algorithm: z.literal('ed25519'),
  key: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.base64(),
});

/** The content of the file `signature` for these bytes; the same for the same key. */
export function signManifest(manifest: Uint8Array, { privateKey, publicKey }: SigningKey): string {
  const signature = sign(null, manifest, privateKey).toString('base64');
  return `${JSON.stringify({ algorithm: 'ed25519', key: publicKey.id, signature })}\n`;
}

/**
 * Checks that one of the trusted keys has signed these bytes.
 * @returns the id of the key.
 * @throws ArtifactFault SIGNATURE_INVALID.
 */
export function checkSignature(
  manifest: Uint8Array,
  file: Uint8Array,
  trusted: ReadonlyMap<string, PublicKey>,
): string {
  const parsed = parseSignature(file);
  const key = trusted.get(parsed.key);
  if (key === undefined) {
    throw invalid(`it is signed by key ${parsed.key}, which is not among the trusted keys`);
  }
  if (!verify(null, manifest, key.key, Buffer.from(parsed.signature, 'base64'))) {
    throw invalid(`the signature of key ${parsed.key} does not fit manifest.json`);
  }
  return key.id;
}

function parseSignature(file: Uint8Array): z.infer<typeof signatureFile> {
  try {
    return signatureFile.parse(JSON.parse(Buffer.from(file).toString('utf8')));
  } catch (error) {
    throw invalid('the file "signature" does not hold an Ed25519 signature', error);
  }
}

function invalid(problem: string, cause?: unknown): ArtifactFault {
  return new ArtifactFault('SIGNATURE_INVALID', `The model is not trusted: ${problem}.`, cause);
}
