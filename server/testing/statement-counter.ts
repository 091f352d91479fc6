import pg from 'pg';
import { vi } from 'vitest';

/** Counts the statements that this process sends to PostgreSQL, by Prisma and by hand, until it is disposed. */
export function countStatements(): Disposable & { readonly count: number } {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  return {
    get count() {
      return spy.mock.calls.length;
    },
    [Symbol.dispose]: () => {
      spy.mockRestore();
    },
  };
}
