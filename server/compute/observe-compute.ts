import type { Metrics } from '../application/metrics.ts';
import type { ThreadLoad } from './thread-load.ts';
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
  const observations = new DisposableStack();
  for (const part of ['waiting', 'busy', 'started'] as const) {
    const read = () =>
      Object.entries<Loaded>({ ...pools }).map(([name, { load }]) => ({
        value: load[part],
        attributes: { 'threads.pool': name },
      }));
    observations.use(metrics.observe(`threads.${part}`, read));
  }
  const breakers = () =>
    pools.networks.breakers.map(({ reference: { model, version }, state }) => ({
      value: numberOf[state],
      attributes: { 'model.name': model, 'model.version': version },
    }));
  observations.use(metrics.observe('model.breaker.state', breakers));
  return observations;
}
