import { type AlertTopic, type Breach, fingerprintOf } from './alert.ts';
import { measure } from './measure.ts';
import type { Observation } from './observation.ts';
import type { AlertThresholds } from './thresholds.ts';

/** An observation held against its threshold. */
export interface Judgement {
  readonly topic: AlertTopic;
  readonly value: number;
  readonly threshold: number;
  /** null = all is well. */
  readonly breach: Breach | null;
}

const longestError = 500;

/** Holds an observation against its threshold; null where it has no value, from which nothing follows. */
export function judge(observation: Observation, thresholds: AlertThresholds): Judgement | null {
  const { kind, dataset, subject } = observation;
  const { value, threshold, found, expected, advice } = measure(observation, thresholds);
  if (!Number.isFinite(value)) return null;
  const topic = { kind, dataset, subject };
  if (value <= threshold) return { topic, value, threshold, breach: null };
  const shown = found.length > longestError ? `${found.slice(0, longestError)}…` : found;
  return {
    topic,
    value,
    threshold,
    breach: {
      ...topic,
      severity: value > 2 * threshold ? 'CRITICAL' : 'WARNING',
      value,
      threshold,
      message: `${shown}; expected ${expected}. ${advice}.`,
    },
  };
}

/** One judgement per topic, the worst: sources may overlap. */
export function worstPerTopic(judgements: readonly Judgement[]): readonly Judgement[] {
  const worst = new Map<string, Judgement>();
  for (const judgement of judgements) {
    const key = fingerprintOf(judgement.topic);
    const other = worst.get(key);
    if (other === undefined || excess(judgement) > excess(other)) worst.set(key, judgement);
  }
  return [...worst.values()];
}

function excess({ value, threshold }: Judgement): number {
  return value - threshold;
}
