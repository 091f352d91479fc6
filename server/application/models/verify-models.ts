import { ForecastError } from '#core/errors';

import type { ArtifactProblem } from './artifact.ts';
import type { RegisteredVersion } from './model.ts';
import { type ModelReference, referenceText } from './model-reference.ts';
import type { ModelRegistry, ModelStore } from './ports.ts';

/** What a look at the files of one version found. */
export interface VerifiedVersion extends ModelReference {
  readonly state: 'VERIFIED' | ArtifactProblem;
  readonly detail: string | null;
  readonly sha256: string | null;
  readonly signedBy: string | null;
  /** Whether the database knows it: its hash is then compared, too. */
  readonly isRegistered: boolean;
}

/** Versions that are read from the registry in one go. */
const versionsPerRead = 500;

/** Use case: check the files of what is published or registered. */
export class VerifyModels {
  readonly #store: ModelStore;
  readonly #registry: ModelRegistry;

  constructor(store: ModelStore, registry: ModelRegistry) {
    this.#store = store;
    this.#registry = registry;
  }

  /**
   * By model, then by version; all of them, those of one model, or one.
   * @throws ForecastError MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND where nothing of that name is published or registered.
   */
  async execute(model: string | null, version: string | null): Promise<readonly VerifiedVersion[]> {
    const registered = await this.#registered();
    const all = new Map<string, ModelReference>();
    for (const reference of [...(await this.#store.published()), ...registered.values()]) {
      all.set(referenceText(reference), { model: reference.model, version: reference.version });
    }
    const ofModel = [...all.values()].filter((one) => model === null || one.model === model);
    const chosen = ofModel.filter((one) => version === null || one.version === version);
    if (model !== null && chosen.length === 0) {
      throw notFound({ model, version }, ofModel, [...all.values()]);
    }
    const results: VerifiedVersion[] = [];
    for (const reference of chosen.toSorted((one, other) => (isBefore(one, other) ? -1 : 1))) {
      results.push(await this.#verify(reference, registered.get(referenceText(reference)) ?? null));
    }
    return results;
  }

  async #verify(
    reference: ModelReference,
    known: RegisteredVersion | null,
  ): Promise<VerifiedVersion> {
    const outcome = await this.#store.verify(reference, known?.sha256 ?? null);
    const isRegistered = known !== null;
    if (outcome.kind === 'failed') {
      const { reason: state, detail } = outcome;
      return {
        ...reference,
        state,
        detail,
        sha256: known?.sha256 ?? null,
        signedBy: null,
        isRegistered,
      };
    }
    const { sha256, signedBy } = outcome.artifact;
    return { ...reference, state: 'VERIFIED', detail: null, sha256, signedBy, isRegistered };
  }

  async #registered(): Promise<ReadonlyMap<string, RegisteredVersion>> {
    const versions = new Map<string, RegisteredVersion>();
    for (const { name: model } of await this.#registry.models()) {
      let before: number | null = null;
      for (;;) {
        const page: readonly RegisteredVersion[] = await this.#registry.versions({
          model,
          before,
          limit: versionsPerRead,
        });
        for (const version of page) versions.set(referenceText(version), version);
        before = page.at(-1)?.id ?? null;
        if (page.length < versionsPerRead) break;
      }
    }
    return versions;
  }
}

function isBefore(one: ModelReference, other: ModelReference): boolean {
  return one.model === other.model ? one.version < other.version : one.model < other.model;
}

function notFound(
  { model, version }: { readonly model: string; readonly version: string | null },
  ofModel: readonly ModelReference[],
  all: readonly ModelReference[],
): ForecastError {
  if (version === null || ofModel.length === 0) {
    const available = [...new Set(all.map((one) => one.model))].sort();
    return new ForecastError(
      'MODEL_NOT_FOUND',
      `No learned model is named "${model}". There ${available.length === 0 ? 'are none yet' : `are ${available.join(', ')}`}.`,
      { model, available },
    );
  }
  const available = ofModel.map((one) => one.version).sort();
  return new ForecastError(
    'MODEL_VERSION_NOT_FOUND',
    `"${model}" has no version "${version}". It has ${available.join(', ')}.`,
    { model, version, available },
  );
}
