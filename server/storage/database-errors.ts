import { ForecastError, isForecastError } from '#core/errors';

/** Node's codes for a server that cannot be reached or hung up. */
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** SQLSTATE classes and codes (PostgreSQL, appendix A) that mean: not now, or not with these credentials. */
const unavailableStates = /^(08...|28...|3D000|53300|57P0[1-5]|57014|25P0[34])$/;

/** The sentences of pg and Prisma for connections that end or never come, which carry no code. */
const unavailableMessages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end|Connection ended unexpectedly|Can't reach database server|DatabaseNotReachable|SocketTimeout|ConnectionClosed/i;

/** Prisma's codes: unreachable, timeout, access denied, no database, connection closed, pool timeout. */
const prismaCodes = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1011',
  'P1017',
  'P2024',
]);

function meansUnavailable(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    connectionCodes.has(code) ||
    prismaCodes.has(code) ||
    unavailableStates.test(code) ||
    unavailableMessages.test(error.message)
  );
}

/** The error and those that it wraps: AggregateError of a host with several addresses, Prisma's driver errors. */
function* chain(error: unknown, depth = 0): Generator<Error> {
  if (!(error instanceof Error) || depth > 5) return;
  yield error;
  yield* chain(error.cause, depth + 1);
  if (error instanceof AggregateError)
    for (const inner of error.errors) yield* chain(inner, depth + 1);
}

/**
 * What to throw instead of an error of the database driver: DATABASE_UNAVAILABLE where the database cannot be reached or
 * did not answer in time, else the error itself. The message never holds the connection string.
 */
export function translateDatabaseError(error: unknown, operation: string): unknown {
  if (isForecastError(error)) return error;
  for (const inner of chain(error)) {
    if (!meansUnavailable(inner)) continue;
    return new ForecastError(
      'DATABASE_UNAVAILABLE',
      `The database did not answer (${operation}). Check that it runs and that DATABASE_URL is right, then try again.`,
      { operation },
      error,
    );
  }
  return error;
}

/** Runs `work` and translates what the database driver throws. */
export async function translatingErrors<Result>(
  operation: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw translateDatabaseError(error, operation);
  }
}
