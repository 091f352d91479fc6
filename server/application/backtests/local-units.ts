import type { BacktestUnit, UnitQueue } from './ports.ts';
import { unitBatches } from './unit-batches.ts';

/** The units of a run that nobody else computes, in their order. */
export function localUnits(units: readonly BacktestUnit[]): UnitQueue {
  const left = Map.groupBy(unitBatches(units), ({ scope }) => scope);
  return {
    next: (scope, signal) => {
      signal.throwIfAborted();
      return Promise.resolve(left.get(scope)?.shift() ?? null);
    },
  };
}
