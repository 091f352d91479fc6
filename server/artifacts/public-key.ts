import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** The bytes in front of a raw Ed25519 key in its SubjectPublicKeyInfo form (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const rawBytes = 32;

/** A key whose signatures count. */
export interface PublicKey {
  /** First 16 hex digits of the SHA-256 of the raw key: names it in signatures and messages. */
  readonly id: string;
  /** The raw key in base64, as configuration holds it. */
  readonly text: string;
  readonly key: KeyObject;
}

/** The public key of these 32 bytes in base64; null where the text is none. */
export function parsePublicKey(text: string): PublicKey | null {
  const raw = Buffer.from(text, 'base64');
  if (raw.length !== rawBytes || raw.toString('base64') !== text) return null;
  const key = createPublicKey({
    key: Buffer.concat([spkiPrefix, raw]),
    format: 'der',
    type: 'spki',
  });
  return { id: keyId(raw), text, key };
}

/** The configuration's form of a key object, private or public. */
export function publicKeyOf(key: KeyObject): PublicKey {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  const raw = half.export({ format: 'der', type: 'spki' }).subarray(spkiPrefix.length);
  return { id: keyId(raw), text: raw.toString('base64'), key: half };
}

function keyId(raw: Buffer): string {
  return createHash('sha256').update(raw).digest('hex').slice(0, 16);
}
