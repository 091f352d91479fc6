import type { ScenarioContent } from './scenario-content.ts';

/** A scenario that is not stored yet. */
export interface NewScenario {
  readonly datasetId: number;
  readonly name: string;
  /** SHA-256 over the dataset and the content: the same assumptions again are this scenario. */
  readonly contentSha256: string;
  readonly content: ScenarioContent;
}

/** Assumptions about the future of a dataset. Never changed. */
export interface StoredScenario extends NewScenario {
  /** Rises with every scenario. */
  readonly id: number;
  readonly createdAt: Date;
}

/** Where scenarios are kept. */
export interface ScenarioStore {
  /** The stored one of the same content where there is one. */
  save(
    scenario: NewScenario,
  ): Promise<{ readonly scenario: StoredScenario; readonly isNew: boolean }>;
  find(id: number): Promise<StoredScenario | null>;
  /** Newest first, before an id. */
  page(query: {
    readonly datasetId: number;
    readonly before: number | null;
    readonly limit: number;
  }): Promise<readonly StoredScenario[]>;
}
