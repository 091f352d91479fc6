import type { ModelStore } from '../application/models/index.ts';
import type { ArtifactWatch } from '../application/serving/index.ts';
import { FileModelStore } from './file-model-store.ts';
import { LayeredModelStore } from './layered-model-store.ts';
import { readSigningKey } from './signing-key.ts';
import { type KeySettings, readTrustedKeys } from './trusted-keys.ts';

/** Where models lie and who may have signed them; a Config fits. */
export interface StoreSettings extends KeySettings {
  /** What is published here goes there. */
  readonly modelStoreDirectory: string;
  /** The models that come with the release, which are only read; null = without them. */
  readonly releaseModelsDirectory: string | null;
  readonly modelSigningKey: string;
}

/**
 * The models of this installation, and below them those that come with the release.
 * @throws ForecastError CONFIG_INVALID for keys that are none.
 */
export async function openModelStore(settings: StoreSettings): Promise<ModelStore & ArtifactWatch> {
  const { modelStoreDirectory, releaseModelsDirectory, modelSigningKey } = settings;
  const trusted = await readTrustedKeys(settings);
  const signingKey = () => readSigningKey(modelSigningKey);
  const own = new FileModelStore({ directory: modelStoreDirectory, trusted, signingKey });
  if (releaseModelsDirectory === null) return own;
  const release = new FileModelStore({ directory: releaseModelsDirectory, trusted, signingKey });
  return new LayeredModelStore(own, [release]);
}
