import type { WindowResult } from '#core/backtest';

import type { BacktestUnit } from './ports.ts';

type Sha256 = (text: string) => string;

/** SHA-256 over the scores of a unit, to the last bit: numbers are written so that they read back as the same. */
export function hashOfResult({ levels, items }: WindowResult, sha256: Sha256): string {
  return sha256(
    JSON.stringify([levels.map(({ leads, ...level }) => [level, plain(leads)]), plain(items)]),
  );
}

/** SHA-256 over all units of a run, in the order of windows and models. */
export function hashOfRun(
  units: readonly (BacktestUnit & { readonly resultHash: string })[],
  models: readonly string[],
  sha256: Sha256,
): string {
  const inOrder = units.toSorted(
    (one, other) =>
      one.window - other.window || models.indexOf(one.model) - models.indexOf(other.model),
  );
  return sha256(
    JSON.stringify(inOrder.map(({ window, model, resultHash }) => [window, model, resultHash])),
  );
}

function plain(sums: object): unknown {
  return Object.entries(sums).map(([name, values]: [string, Float64Array]) => [name, [...values]]);
}
