import { setImmediate as turn } from 'node:timers/promises';

import { ForecastError } from '#core/errors';
import { expect, test } from 'vitest';

import type { BacktestInput, BacktestStore } from './ports.ts';
import { runUnits } from './run-units.ts';

const items = { error: Float64Array.of(1) } as never;

test('a unit that cannot be stored while the next one is asked for fails the run, not the process', async () => {
  const away = new ForecastError('DATABASE_UNAVAILABLE', 'away', { operation: 'backtest unit' });
  const saveUnit: BacktestStore['saveUnit'] = () => Promise.reject(away);
  let asked = 0;
  const next = async (scope: string, signal: AbortSignal) => {
    if (scope !== 'series') return null;
    asked += 1;
    // Long enough for Node to tell of a rejection that nobody has heard.
    if (asked > 1) for (let turns = 0; turns < 5; turns += 1) await turn();
    signal.throwIfAborted();
    return { window: asked, scope: 'series' as const, models: ['naive'] };
  };
  const running = runUnits(
    // Neither rows nor forecasts matter to what is stored.
    { run: 1, input: { rows: [] } as unknown as BacktestInput, known: null, missing: [], total: 2 },
    {
      store: { saveUnit } as BacktestStore,
      session: {
        run: () => Promise.resolve([{ result: { levels: [], items }, seconds: 1 }]),
        score: () => Promise.reject(new Error('no learned model is asked for')),
        [Symbol.asyncDispose]: () => Promise.resolve(),
      },
      learned: new Map(),
      queue: { next },
      now: () => new Date(0),
      sha256: (text) => text,
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  await expect(running).rejects.toBe(away);
  expect(asked).toBe(2);
});
