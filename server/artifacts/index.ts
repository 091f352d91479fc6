/**
 * The model store: published versions of models in a folder, with manifest, hashes and Ed25519 signature, and the keys
 * that they are signed and checked with.
 */
export { FileModelStore, type ModelStoreSettings } from './file-model-store.ts';
export { openModelStore } from './open-model-store.ts';
export type { PublicKey } from './public-key.ts';
export { generateSigningKey, readSigningKey, type SigningKey } from './signing-key.ts';
export { type KeySettings, readTrustedKeys, type TrustedKey, trustKey } from './trusted-keys.ts';
