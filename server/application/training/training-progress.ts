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

export function smoothedLoss(before: number | null, loss: number): number {
  return before === null ? loss : lossMemory * before + (1 - lossMemory) * loss;
}
