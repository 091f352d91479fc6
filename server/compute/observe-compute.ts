import type { Metrics } from '../application/metrics.ts';
import type { ThreadLoad } from '../threads/index.ts';
import type { BreakerState } from './version-breakers.ts';

interface Loaded {
  readonly load: ThreadLoad;
}

interface Pools {
  readonly models: Loaded;
  readonly networks: Loaded & { readonly breakers: readonly BreakerState[] };
  readonly panels: Loaded;
}

const numberOf = { closed: 0, 'half-open': 1, open: 2 } as const;

/** Shows how busy the threads are, and which versions rest, as metrics; until disposed. */
export function observeCompute(metrics: Metrics, pools: Pools): Disposable {
  const threads = (['waiting', 'busy', 'started'] as const).map((part) =>
    metrics.observe(`threads.${part}`, () =>
      Object.entries<Loaded>({ ...pools }).map(([name, { load }]) => ({
        value: load[part],
        attributes: { 'threads.pool': name },
      })),
    ),
  );
  const breakers = metrics.observe('model.breaker.state', () =>
    pools.networks.breakers.map(({ reference: { model, version }, state }) => ({
      value: numberOf[state],
      attributes: { 'model.name': model, 'model.version': version },
    })),
  );
  return {
    [Symbol.dispose]: () => {
      for (const observation of [...threads, breakers]) observation[Symbol.dispose]();
    },
  };
}
