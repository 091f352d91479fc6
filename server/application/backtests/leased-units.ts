import { pause } from '../pause.ts';
import type { BacktestUnit, UnitHold, UnitLeases, UnitQueue } from './ports.ts';
import { unitBatches } from './unit-batches.ts';

/** How often is looked for units whose holder has died, while others hold all that are left. */
const lookAgainMs = 500;

interface SharedUnits {
  readonly run: number;
  readonly units: readonly BacktestUnit[];
  readonly hold: UnitHold;
  /** Whether to wait for units that others hold: they may never finish them. */
  readonly waits: boolean;
}

/** The units of a run that other processes compute too; each is handed out once while its holder lives. */
export function leasedUnits(
  leases: UnitLeases,
  { run, units, hold, waits }: SharedUnits,
): UnitQueue {
  const batches = Map.groupBy(unitBatches(units), ({ scope }) => scope);
  return {
    next: async (scope, signal) => {
      const asked = batches.get(scope) ?? [];
      for (;;) {
        signal.throwIfAborted();
        const taken = await leases.take(run, asked, hold);
        if (typeof taken === 'object') return taken;
        if (taken === 'all-done' || !waits) return null;
        await pause(lookAgainMs, signal);
      }
    },
  };
}
