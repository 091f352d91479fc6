import { z } from 'zod';

import type { TrainCommand } from '../../model-training/index.ts';
import { parseInput } from '../../parse-input.ts';
import type { Progress } from '../../telemetry.ts';
import type { JobProgress } from '../job.ts';

/** What a training takes where its request says nothing else. */
export interface TrainingDefaults {
  readonly tensorBackend: TrainCommand['backend'];
  readonly seed: number;
}

/** What may be left out of a request. */
const openRequest = z.looseObject({ settings: z.looseObject({}).default({}) });

/**
 * What a job that trains was asked for, with what it left out.
 * @param asOf data that are recorded while it runs must not make it another model
 * @throws ForecastError INVALID_INPUT.
 */
export function trainingRequest(
  request: unknown,
  { tensorBackend: backend, seed }: TrainingDefaults,
  asOf: Date,
): Readonly<Record<string, unknown>> {
  const { settings, ...given } = parseInput(openRequest, request);
  return { backend, asOf, ...given, settings: { seed, ...settings } };
}

/** How far the steps of a training are: they alone are counted, so that `done` never falls behind them. */
export function countedSteps({
  stage,
  done,
  total,
  unit,
  loss,
  secondsLeft,
}: Progress): Partial<JobProgress> {
  const steps = stage === 'train' ? { done, total, unit, loss: loss ?? null } : {};
  return { ...steps, secondsLeft: secondsLeft ?? null };
}
