import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { ForecastError } from '#core/errors';

import {
  type ArtifactFailure,
  isModelReference,
  type LoadOutcome,
  type ModelReference,
  type ModelStore,
  type NewArtifact,
  type PublishedArtifact,
  referenceText,
  type VerifyOutcome,
} from '../application/models/index.ts';
import type { ArtifactWatch } from '../application/serving/index.ts';
import { ArtifactFault, failureOf } from './artifact-fault.ts';
import { folderOf } from './layout.ts';
import { loadArtifact } from './load-artifact.ts';
import type { PublicKey } from './public-key.ts';
import { buildArtifact, publishArtifact } from './publish-artifact.ts';
import type { SigningKey } from './signing-key.ts';

/** What a store needs to know. */
export interface ModelStoreSettings {
  /** The folder of all models. */
  readonly directory: string;
  /** Keys whose signatures count. */
  readonly trusted: readonly PublicKey[];
  /** Reads the private key when something is published; servers never need it. */
  readonly signingKey: () => Promise<SigningKey>;
}

/** Published models in a folder. Nothing in it is believed before it was checked, and nothing in it ever changes. */
export class FileModelStore implements ModelStore, ArtifactWatch {
  readonly #directory: string;
  readonly #trusted: ReadonlyMap<string, PublicKey>;
  readonly #signingKey: () => Promise<SigningKey>;

  constructor({ directory, trusted, signingKey }: ModelStoreSettings) {
    this.#directory = directory;
    this.#trusted = new Map(trusted.map((key) => [key.id, key]));
    this.#signingKey = signingKey;
  }

  async published(): Promise<readonly ModelReference[]> {
    const models = await foldersIn(this.#directory);
    const versions = await Promise.all(
      models.map(async (model) =>
        (await foldersIn(join(this.#directory, model))).map((version) => ({ model, version })),
      ),
    );
    return versions.flat().filter(isModelReference);
  }

  async load(reference: ModelReference, registered: string | null = null): Promise<LoadOutcome> {
    try {
      if (!isModelReference(reference)) {
        throw new ArtifactFault('MODEL_MISSING', 'No model can have such a name.');
      }
      const folder = folderOf(this.#directory, reference);
      const artifact = await loadArtifact(folder, reference, this.#trusted);
      if (registered !== null && artifact.sha256 !== registered) {
        throw new ArtifactFault(
          'ARTIFACT_CORRUPT',
          `The version was registered with the hash ${registered}, but ${artifact.sha256} is there now.`,
        );
      }
      return { kind: 'loaded', artifact };
    } catch (error) {
      return failureOf(error);
    }
  }

  async stateOf(reference: ModelReference): Promise<string> {
    if (!isModelReference(reference)) return 'none';
    const folder = folderOf(this.#directory, reference);
    try {
      const names = (await readdir(folder)).sort();
      const files = await Promise.all(
        names.map(async (name) => {
          const { ino, size, mtimeNs, ctimeNs } = await lstat(join(folder, name), { bigint: true });
          return [name, ino, size, mtimeNs, ctimeNs].join(' ');
        }),
      );
      return files.join('\n');
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    }
  }

  async verify(
    reference: ModelReference,
    registered: string | null = null,
  ): Promise<VerifyOutcome> {
    const outcome = await this.load(reference, registered);
    if (outcome.kind === 'failed') return outcome;
    // The weights are not kept: an outcome may be.
    const { manifest, sha256, signedBy, bytes } = outcome.artifact;
    return { kind: 'verified', artifact: { manifest, sha256, signedBy, bytes } };
  }

  async publish(artifact: NewArtifact): Promise<PublishedArtifact> {
    const built = buildArtifact(artifact, await this.#signingKey());
    const { manifest, sha256 } = built;
    const isNew = await publishArtifact(this.#directory, built, async (folder) => {
      try {
        await loadArtifact(folder, manifest, this.#trusted);
      } catch (error) {
        throw unusable(manifest, failureOf(error));
      }
    });
    const outcome = await this.verify(manifest);
    if (outcome.kind === 'failed') throw unusable(manifest, outcome);
    if (outcome.artifact.sha256 !== sha256) {
      throw new ForecastError(
        'MODEL_VERSION_CONFLICT',
        `${referenceText(manifest)} is published with another content, and versions never change. Publish under another version.`,
        { ...named(manifest), foundSha256: outcome.artifact.sha256, expectedSha256: sha256 },
      );
    }
    return { artifact: outcome.artifact, unchanged: !isNew };
  }
}

function named({ model, version }: ModelReference): ModelReference {
  return { model, version };
}

function unusable(
  reference: ModelReference,
  { reason, detail }: ArtifactFailure,
): ForecastError<'ARTIFACT_UNUSABLE'> {
  return new ForecastError(
    'ARTIFACT_UNUSABLE',
    `${referenceText(reference)} cannot be published: ${detail}`,
    { ...named(reference), reason, problem: detail },
  );
}

/** Names of the folders in a folder; none where it does not exist. */
async function foldersIn(path: string): Promise<readonly string[]> {
  const isThere = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isThere) return [];
  const entries = await readdir(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
