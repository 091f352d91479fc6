import type { WindowBatch } from './window-batch.ts';
import { windowLevel, type WindowScale } from './window-scale.ts';

/** One window: what `values` tell up to `cut` is the input, what follows up to `end` the target. */
export interface Window {
  readonly values: Float64Array;
  /** Values known at the forecast: `values[0]` .. `values[cut - 1]`. */
  readonly cut: number;
  /** Targets are read below here; further periods of the horizon have weight 0. */
  readonly end: number;
}

/** How a network sees demand relative to the level. */
export const links = [
  /** The difference from the level: any demand. */
  'identity',
  /** The logarithm: a network then adds what multiplies demand, and forecasts are positive. For demand that is rarely 0. */
  'logarithm',
] as const;

export type Link = (typeof links)[number];

/** How demand becomes the numbers that a network reads and writes. */
export interface WindowTransform {
  readonly scale: WindowScale;
  /** Values that the level `recent-mean` reads. */
  readonly recentSize: number;
  readonly link: Link;
}

/** Demand below this share of the level counts as this share, where its logarithm is read. */
const leastShare = 1e-3;

/** Writes demand, masks, weights and level of one window into row `row`; covariates are left to the caller. */
export function fillWindow(
  batch: WindowBatch,
  row: number,
  { values, cut, end }: Window,
  { scale, recentSize, link }: WindowTransform,
): void {
  const { inputSize, horizon } = batch;
  const stretch = { from: Math.max(0, cut - inputSize), to: cut };
  const level = windowLevel(scale, values, stretch, recentSize);
  batch.levels[row] = level;
  for (let step = 0; step < inputSize; step += 1) {
    const at = cut - inputSize + step;
    const share = at < 0 ? Number.NaN : values[at]! / level;
    const isKnown = !Number.isNaN(share);
    batch.inputs[row * inputSize + step] = isKnown ? linked(share, link) : 0;
    batch.inputMask[row * inputSize + step] = isKnown ? 1 : 0;
  }
  for (let lead = 0; lead < horizon; lead += 1) {
    const at = cut + lead;
    const share = at < end ? values[at]! / level : Number.NaN;
    const isKnown = !Number.isNaN(share);
    batch.targets[row * horizon + lead] = isKnown ? share : 0;
    batch.targetWeights[row * horizon + lead] = isKnown ? 1 / horizon : 0;
  }
}

/** A share of the level as networks read it. */
export function linked(share: number, link: Link): number {
  return link === 'logarithm' ? Math.log(Math.max(share, leastShare)) : share - 1;
}
