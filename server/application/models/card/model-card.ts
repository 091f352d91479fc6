import type { LevelMetrics } from '../level-metrics.ts';

/** Scores of a card, with a sentence on where they come from. */
export interface CardScores {
  readonly title: string;
  readonly origin: string;
  readonly levels: readonly LevelMetrics[];
}

/** What a model card says: what the model is, what it saw, how good it is, what it is for and where it is weak. */
export interface ModelCard {
  readonly model: string;
  readonly version: string;
  readonly description: string;
  /** Name and value of each fact. */
  readonly facts: readonly (readonly [string, string])[];
  readonly training: readonly string[];
  readonly scores: readonly CardScores[];
  readonly intendedUse: string;
  readonly limits: readonly string[];
}
