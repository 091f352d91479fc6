import { modelNamed } from '#core/models';

import type { BacktestUnit, UnitBatch } from './ports.ts';

/** The units that are missing, one batch for each window and kind of model, in their order; learned models come alone. */
export function unitBatches(missing: readonly BacktestUnit[]): readonly UnitBatch[] {
  const batches = Map.groupBy(missing, ({ window, model }) => {
    const scope = scopeOf(model);
    return scope === 'learned' ? `${window} ${scope} ${model}` : `${window} ${scope}`;
  });
  return [...batches.values()].map((units) => ({
    window: units[0]!.window,
    scope: scopeOf(units[0]!.model),
    models: units.map(({ model }) => model),
  }));
}

/** What has no name of its own is the version of a learned model. */
function scopeOf(model: string): UnitBatch['scope'] {
  return modelNamed(model)?.scope ?? 'learned';
}
