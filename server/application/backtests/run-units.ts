import type { Covariates } from '#core/covariates';

import type { OnProgress } from '../telemetry.ts';
import type {
  BacktestInput,
  BacktestSession,
  BacktestStore,
  BacktestUnit,
  UnitBatch,
  UnitQueue,
  UnitResult,
} from './ports.ts';
import { learnedRows, type RunModels } from './learned-units.ts';
import { hashOfResult } from './result-hash.ts';

interface UnitPorts {
  readonly store: BacktestStore;
  readonly session: BacktestSession;
  readonly learned: RunModels['learned'];
  readonly queue: UnitQueue;
  readonly now: () => Date;
  readonly sha256: (text: string) => string;
}

interface UnitWork {
  readonly run: number;
  readonly input: BacktestInput;
  /** What is known beforehand of all rows, for learned models that read it; null where none does. */
  readonly known: Covariates | null;
  readonly missing: readonly BacktestUnit[];
  /** Number of all units of the run, done ones too. */
  readonly total: number;
}

/**
 * Computes and stores what the queue hands out of a run: models of whole panels, which take one thread, beside those of single
 * series and beside learned ones. The first failure ends the rest; what was computed before it is stored.
 */
export async function runUnits(
  { run, input, known, missing, total }: UnitWork,
  { store, session, learned, queue, now, sha256 }: UnitPorts,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const rows = input.rows.length;
  const startedAt = now().getTime();
  let forecast = 0;
  const onRows = (more: number) => {
    forecast += more;
    const left = missing.length * rows - forecast;
    const secondsLeft = ((now().getTime() - startedAt) / 1000 / forecast) * left;
    const done = (total - missing.length) * rows + forecast;
    onProgress({ stage: 'backtest', done, total: total * rows, unit: 'forecasts', secondsLeft });
  };
  const save = async ({ window, models }: UnitBatch, results: readonly UnitResult[]) => {
    for (const [place, { result, seconds }] of results.entries()) {
      const unit = { window, model: models[place]!, result, seconds };
      await store.saveUnit(run, { ...unit, resultHash: hashOfResult(result, sha256) });
    }
  };
  const fail = (error: unknown): never => {
    failed.abort(error);
    throw error;
  };
  const control = { signal: either, onRows };
  const compute = async (batch: UnitBatch): Promise<readonly UnitResult[]> => {
    const model = batch.scope === 'learned' ? learned.get(batch.models[0]!) : undefined;
    if (model === undefined) return session.run(batch, control);
    return [await session.score(batch.window, learnedRows(model, input, known), control)];
  };
  const lane = async (scope: UnitBatch['scope']) => {
    let saved = Promise.resolve();
    try {
      let batch = await queue.next(scope, either);
      while (batch !== null) {
        // What was computed is stored while the next batch is computed, also where that fails.
        const [results] = await allOf(compute(batch), saved);
        saved = save(batch, results).catch(fail);
        // Reported when its turn comes; until then it must not count as unhandled, which would end the process.
        saved.catch(() => undefined);
        batch = await queue.next(scope, either);
      }
    } finally {
      await saved;
    }
  };
  const ends = [lane('hierarchy'), lane('series'), lane('learned')].map((one) => one.catch(fail));
  const settled = await Promise.allSettled(ends);
  signal.throwIfAborted();
  failed.signal.throwIfAborted();
  for (const end of settled) if (end.status === 'rejected') throw end.reason;
}

/** Waits for both to end, however they do, and throws where one of them failed. */
async function allOf<One, Other>(
  one: Promise<One>,
  other: Promise<Other>,
): Promise<readonly [One, Other]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}
