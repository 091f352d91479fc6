/** A model with its score; null where the score is undefined. */
export interface Candidate {
  readonly model: string;
  readonly score: number | null;
}

/** The winner, and by how much it is better than the next. */
export interface Choice {
  readonly model: string;
  readonly score: number;
  /** null where no other model has a score. */
  readonly runnerUp: { readonly model: string; readonly score: number } | null;
}

/** The model with the lowest score; the earlier one of equals. null where no score is defined. */
export function chooseBest(candidates: readonly Candidate[]): Choice | null {
  const ranked = candidates
    .flatMap(({ model, score }) => (score === null ? [] : [{ model, score }]))
    .sort((one, other) => one.score - other.score);
  const [best, next] = ranked;
  return best === undefined ? null : { ...best, runnerUp: next ?? null };
}
