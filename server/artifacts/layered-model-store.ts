import {
  type LoadOutcome,
  type ModelReference,
  type ModelStore,
  type NewArtifact,
  type PublishedArtifact,
  referenceText,
  type VerifyOutcome,
} from '../application/models/index.ts';
import type { ArtifactWatch } from '../application/serving/index.ts';

type Layer = ModelStore & ArtifactWatch;

/**
 * Several stores as one: what one does not have, or has damaged, the next one may have. The first is published to, the others are
 * only read. A version that lies in two is sound when one of its copies is.
 */
export class LayeredModelStore implements ModelStore, ArtifactWatch {
  readonly #own: Layer;
  readonly #layers: readonly Layer[];

  constructor(own: Layer, others: readonly Layer[]) {
    this.#own = own;
    this.#layers = [own, ...others];
  }

  async published(): Promise<readonly ModelReference[]> {
    const lists = await Promise.all(this.#layers.map((layer) => layer.published()));
    const distinct = new Map(lists.flat().map((one) => [referenceText(one), one]));
    return [...distinct.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  }

  load(reference: ModelReference, registered: string | null = null): Promise<LoadOutcome> {
    return this.#firstSound((layer) => layer.load(reference, registered));
  }

  verify(reference: ModelReference, registered: string | null = null): Promise<VerifyOutcome> {
    return this.#firstSound((layer) => layer.verify(reference, registered));
  }

  async stateOf(reference: ModelReference): Promise<string> {
    const states = await Promise.all(this.#layers.map((layer) => layer.stateOf(reference)));
    return states.join('\n\n');
  }

  publish(artifact: NewArtifact): Promise<PublishedArtifact> {
    return this.#own.publish(artifact);
  }

  /** Where no copy is sound: what is wrong with the first that is there. */
  async #firstSound<Outcome extends LoadOutcome | VerifyOutcome>(
    look: (layer: Layer) => Promise<Outcome>,
  ): Promise<Outcome> {
    const failures: Outcome[] = [];
    for (const layer of this.#layers) {
      const outcome = await look(layer);
      if (outcome.kind !== 'failed') return outcome;
      failures.push(outcome);
    }
    const there = failures.find((one) => one.kind === 'failed' && one.reason !== 'MODEL_MISSING');
    return there ?? failures[0]!;
  }
}
