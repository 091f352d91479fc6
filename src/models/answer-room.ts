import type { FitContext } from './forecaster.ts';

/**
 * Zeros for all answers of one forecast: the same room for every model with the same findings, each of whose answers are taken before
 * the next one is asked. New room for each would pile up until it is collected: for a panel of M5's size it is 125 MB, and for a
 * few series it is asked for a hundred thousand times in one window.
 */
export function answerRoom(
  { findings }: Pick<FitContext, 'findings'>,
  numbers: number,
): Float64Array {
  if (findings === undefined) return new Float64Array(numbers);
  return findings
    .of(numbers)
    .once(answerRoom, () => new Float64Array(numbers))
    .fill(0);
}
