import type { Tracer } from '../telemetry.ts';
import { parseInput } from '../parse-input.ts';
import type { WeightTensor } from './artifact.ts';
import { cardOfManifest, renderModelCard } from './card/index.ts';
import { manifestFacts } from './manifest.ts';
import type { ModelReference } from './model-reference.ts';
import type { RegisteredVersion } from './model.ts';
import type { ModelRegistry, ModelStore } from './ports.ts';

interface PublicationPorts {
  readonly store: ModelStore;
  readonly registry: ModelRegistry;
  readonly tracer: Tracer;
}

/** A version that is published and known. */
export interface Publication {
  readonly version: RegisteredVersion;
  /** The same content was published before. */
  readonly unchanged: boolean;
}

/** Use case: sign and publish a trained version. It serves nobody until an alias points to it. */
export class PublishModel {
  readonly #ports: PublicationPorts;

  constructor(ports: PublicationPorts) {
    this.#ports = ports;
  }

  /**
   * @param facts what `manifestFacts` takes; the same facts and tensors give the same hash
   * @throws ForecastError INVALID_INPUT, MODEL_VERSION_CONFLICT, ARTIFACT_UNUSABLE, SIGNING_KEY_UNUSABLE.
   */
  async execute(facts: unknown, tensors: readonly WeightTensor[]): Promise<Publication> {
    const { store, registry, tracer } = this.#ports;
    const given = parseInput(manifestFacts, facts);
    const names = { 'model.name': given.model, 'model.version': given.version };
    return tracer.span('model.publish', names, async () => {
      const card = renderModelCard(cardOfManifest(given));
      const { artifact, unchanged } = await store.publish({ facts: given, tensors, card });
      return { version: await registry.register(artifact), unchanged };
    });
  }

  /** What was published under these names before; null where nothing is there that can be used. */
  async published(reference: ModelReference): Promise<Publication | null> {
    const { store, registry } = this.#ports;
    const outcome = await store.verify(reference);
    if (outcome.kind === 'failed') return null;
    return { version: await registry.register(outcome.artifact), unchanged: true };
  }
}
