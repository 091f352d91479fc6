import { LRUCache } from 'lru-cache';

import type { KeptValues } from '../application/forecasts/index.ts';

/** Values in the memory of this process. */
export function lruValues<Value extends object>(mostSize: number): KeptValues<Value> {
  const cache = new LRUCache<string, Value>({ maxSize: mostSize });
  return {
    has: (key) => cache.has(key),
    get: (key) => cache.get(key),
    set: (key, value, size) => {
      // What is larger than everything together would not be taken at all.
      cache.set(key, value, { size: Math.min(size, mostSize) });
    },
  };
}
