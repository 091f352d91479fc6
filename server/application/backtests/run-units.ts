import type { OnProgress } from '../telemetry.ts';
import type {
  BacktestInput,
  BacktestSession,
  BacktestStore,
  BacktestUnit,
  UnitQueue,
  UnitResult,
} from './ports.ts';
import { hashOfResult } from './result-hash.ts';

/** Units under way at once: while one is scored and stored, the next is computed. */
const underWay = 2;

interface UnitPorts {
  readonly store: BacktestStore;
  readonly session: BacktestSession;
  readonly queue: UnitQueue;
  readonly now: () => Date;
  readonly sha256: (text: string) => string;
}

interface UnitWork {
  readonly run: number;
  readonly input: BacktestInput;
  readonly missing: readonly BacktestUnit[];
  /** Number of all units of the run, done ones too. */
  readonly total: number;
}

/** Computes and stores what the queue hands out of a run. The first failure ends the rest. */
export async function runUnits(
  { run, input, missing, total }: UnitWork,
  { store, session, queue, now, sha256 }: UnitPorts,
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
  const save = ({ window, model }: BacktestUnit, { result, seconds }: UnitResult) =>
    store.saveUnit(run, {
      window,
      model,
      result,
      seconds,
      resultHash: hashOfResult(result, sha256),
    });
  const lane = async () => {
    let unit = await queue.next(either);
    while (unit !== null) {
      await save(unit, await session.run(unit, { signal: either, onRows }));
      unit = await queue.next(either);
    }
  };
  const lanes = Array.from({ length: underWay }, lane);
  const ends = lanes.map((one) =>
    one.catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  const settled = await Promise.allSettled(ends);
  signal.throwIfAborted();
  failed.signal.throwIfAborted();
  for (const end of settled) if (end.status === 'rejected') throw end.reason;
}
