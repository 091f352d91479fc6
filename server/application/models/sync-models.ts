import { isForecastError } from '#core/errors';

import type { ArtifactProblem } from './artifact.ts';
import { type ModelReference, referenceText } from './model-reference.ts';
import type { ModelUserError } from './model-user-error.ts';
import type { ModelRegistry, ModelStore } from './ports.ts';
import type { PromoteModel } from './promote-model.ts';

/** A version in the store that is not registered, and why. */
export interface UnregisteredVersion extends ModelReference {
  readonly reason: ArtifactProblem;
  readonly detail: string;
}

/** What a look at the store changed. */
export interface SyncReport {
  readonly registered: readonly ModelReference[];
  readonly problems: readonly UnregisteredVersion[];
  /** First champions that were found at start. */
  readonly promoted: readonly ModelReference[];
  /** First versions that the gate refused. */
  readonly refused: readonly {
    readonly model: string;
    readonly errors: readonly ModelUserError[];
  }[];
}

interface SyncPorts {
  readonly store: ModelStore;
  readonly registry: ModelRegistry;
  readonly promoteModel: PromoteModel;
}

/** Use case: make known what is published in the store. What cannot be used is reported and stays unknown. */
export class SyncModels {
  readonly #ports: SyncPorts;

  constructor(ports: SyncPorts) {
    this.#ports = ports;
  }

  /**
   * @param options `champions`: `first-version` lets a model whose aliases never pointed anywhere serve its newest
   * version, when that passes the gate, so that a store that comes along with a release serves at once.
   */
  async execute(options: {
    readonly champions: 'first-version' | 'as-they-are';
  }): Promise<SyncReport> {
    const { store, registry } = this.#ports;
    const published = await store.published();
    const known = new Set((await registry.find(published)).map(referenceText));
    const registered: ModelReference[] = [];
    const problems: UnregisteredVersion[] = [];
    for (const reference of published.filter((one) => !known.has(referenceText(one)))) {
      const problem = await this.#register(reference);
      if (problem === null) registered.push(reference);
      else problems.push(problem);
    }
    const first =
      options.champions === 'first-version'
        ? await this.#promoteFirst()
        : { promoted: [], refused: [] };
    return { registered, problems, ...first };
  }

  async #register(reference: ModelReference): Promise<UnregisteredVersion | null> {
    const outcome = await this.#ports.store.verify(reference);
    if (outcome.kind === 'failed') {
      const { reason, detail } = outcome;
      return { ...reference, reason, detail };
    }
    try {
      await this.#ports.registry.register(outcome.artifact);
      return null;
    } catch (error) {
      // Another process was faster, with other content.
      if (!isForecastError(error, 'MODEL_VERSION_CONFLICT')) throw error;
      return { ...reference, reason: 'ARTIFACT_CORRUPT', detail: error.message };
    }
  }

  async #promoteFirst(): Promise<Pick<SyncReport, 'promoted' | 'refused'>> {
    const { registry, promoteModel } = this.#ports;
    const promoted: ModelReference[] = [];
    const refused: SyncReport['refused'][number][] = [];
    for (const { name: model, newest } of await registry.models()) {
      const moves = await registry.ledger({ model, version: null, before: null, limit: 1 });
      if (moves.length > 0) continue;
      const { version } = newest;
      const { entry, userErrors } = await promoteModel.execute({
        model,
        version,
        actor: 'forecastle',
        reason: 'the first version of this model, found in the store at start',
      });
      if (entry === null) refused.push({ model, errors: userErrors });
      else promoted.push({ model, version });
    }
    return { promoted, refused };
  }
}
