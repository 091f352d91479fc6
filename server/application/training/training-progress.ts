/** Where a training stands. */
export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  /** Smoothed over about the last fifty steps. */
  readonly loss: number;
  readonly learningRate: number;
  /** The latest score of the rolling origins, lower is better; null where none was taken yet. */
  readonly score: number | null;
  readonly secondsLeft: number;
}

export type OnTrainingProgress = (progress: TrainingProgress) => void;

/** Weight of the past in the loss that is shown. */
const lossMemory = 0.98;

/** A loss that is not finite moved no weight, and counts for nothing here either. */
export function smoothedLoss(before: number | null, loss: number): number | null {
  if (!Number.isFinite(loss)) return before;
  return before === null ? loss : lossMemory * before + (1 - lossMemory) * loss;
}
