import { AsyncLocalStorage } from 'node:async_hooks';

import type { RequestScope } from '../application/request-scope.ts';

const scopes = new AsyncLocalStorage<RequestScope>();

/** Runs `work` as part of one request, so that error formatting, which Apollo gives no context, knows the request. */
export function within<Result>(scope: RequestScope, work: () => Result): Result {
  return scopes.run(scope, work);
}

/** The request that is being served; null outside of one. */
export function currentScope(): RequestScope | null {
  return scopes.getStore() ?? null;
}
