import { forecasters } from '#core/models';

import { ModelCatalog, type ModelRegistry, type ModelStore } from '../application/models/index.ts';

const none = () => Promise.resolve([]);
const refuse = () => Promise.reject(new Error('this test has no registry'));

const registry: ModelRegistry = {
  models: none,
  find: none,
  versions: none,
  ledger: none,
  register: refuse,
  session: refuse,
};

const store: ModelStore = { published: none, load: refuse, verify: refuse, publish: refuse };

/** The baselines of the release, without learned models and without backtests. */
export function noModels({
  version,
  maxPageSize,
}: {
  readonly version: string;
  readonly maxPageSize: number;
}): ModelCatalog {
  const backtests = { find: () => Promise.resolve(null), results: none };
  const finder = { newestRunOf: () => Promise.resolve(null) };
  return new ModelCatalog(
    { registry, store, backtests, finder, forecasters },
    { release: version, maxPageSize },
  );
}
