import type { BacktestUnit, UnitQueue } from './ports.ts';

/** The units of a run that nobody else computes, in their order. */
export function localUnits(units: readonly BacktestUnit[]): UnitQueue {
  const left = units.values();
  return {
    next: (signal) => {
      signal.throwIfAborted();
      return Promise.resolve(left.next().value ?? null);
    },
  };
}
