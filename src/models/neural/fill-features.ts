import {
  type FeatureBlocks,
  type FeatureWidths,
  pastDemandChannels,
} from '../../features/index.ts';
import { type Link, linked } from './fill-window.ts';
import type { WindowBatch } from './window-batch.ts';

/** Covariates of a network that reads features of these widths: the summary, then one column per category number. */
export function featureCovariates({ future, summary, categories }: FeatureWidths): {
  readonly known: number;
  readonly constant: number;
} {
  return {
    known: future,
    constant: summary + categories.reduce((sum, size) => sum + size, 0),
  };
}

/** The features of one sample: row `at` of blocks. */
export interface FeatureRow {
  readonly blocks: FeatureBlocks;
  readonly widths: FeatureWidths;
  readonly at: number;
}

/** Writes inputs, level and covariates of a sample into row `row`; targets are left to the caller. Training and serving both call it. */
export function fillFeatures(
  batch: WindowBatch,
  row: number,
  { blocks, widths, at }: FeatureRow,
  link: Link,
): void {
  const { inputSize, horizon, knownPast, constant } = batch;
  batch.levels[row] = blocks.scale[at]!;
  const first = at * widths.lookback + widths.lookback - inputSize;
  for (let step = 0; step < inputSize; step += 1) {
    const place = (first + step) * widths.past;
    const isKnown = blocks.past[place + 1] === 1;
    batch.inputs[row * inputSize + step] = isKnown ? linked(blocks.past[place]!, link) : 0;
    batch.inputMask[row * inputSize + step] = isKnown ? 1 : 0;
    const covariates = place + pastDemandChannels;
    batch.knownInputs.set(
      blocks.past.subarray(covariates, covariates + knownPast),
      (row * inputSize + step) * knownPast,
    );
  }
  const periods = horizon * widths.future;
  batch.knownFuture.set(blocks.future.subarray(at * periods, (at + 1) * periods), row * periods);
  const { summary, categories } = widths;
  let column = row * constant;
  batch.constants.fill(0, column, column + constant);
  batch.constants.set(blocks.summary.subarray(at * summary, (at + 1) * summary), column);
  column += summary;
  for (const [place, size] of categories.entries()) {
    batch.constants[column + blocks.categories[at * categories.length + place]!] = 1;
    column += size;
  }
}
