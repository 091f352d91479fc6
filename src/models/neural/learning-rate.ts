/** A rise over the first steps, then half a cosine down to the end. */
export interface LearningRateSchedule {
  readonly peak: number;
  readonly end: number;
  readonly warmUpSteps: number;
}

/** The learning rate of step 0 .. `steps` - 1. */
export function learningRate(
  { peak, end, warmUpSteps }: LearningRateSchedule,
  step: number,
  steps: number,
): number {
  if (step < warmUpSteps) return (peak * (step + 1)) / warmUpSteps;
  const done = (step - warmUpSteps) / Math.max(1, steps - warmUpSteps);
  return end + ((peak - end) * (1 + Math.cos(Math.PI * Math.min(1, done)))) / 2;
}
