import { ForecastError, isForecastError } from '#core/errors';

/** Codes of Node, PostgreSQL (appendix A: SQLSTATE) and Prisma that mean: not now, or not with these credentials. */
const unavailable = new RegExp(
  `^(${[
    'ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH',
    '08...|28...|3D000|53300|57P0[1-5]|57014|25P0[34]',
    'P1000|P1001|P1002|P1003|P1008|P1010|P1011|P1017|P2024',
    'DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections',
  ].join('|')})$`,
);

/** The sentences of pg for connections that end or never come, which carry no code. */
const unavailableSentences =
  /^(Connection terminated|Connection ended|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/;

/** Texts that PostgreSQL cannot store: the character 0, a part of a character, too long, not a date. */
const invalidText = /^(22021|22P05|22001|22007|22008|22003)$/;

/** Where drivers hide the error that caused an error. */
const hiddenIn = ['cause', 'errors', 'meta', 'driverAdapterError'] as const;

/** The codes and messages of an error and of everything that it wraps. */
function* facts(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 6) return;
  const record = new Map<string, unknown>(
    ['code', 'originalCode', 'kind', 'message', ...hiddenIn].map((name) => [
      name,
      Reflect.get(error, name),
    ]),
  );
  for (const value of record.values()) {
    if (typeof value === 'string') yield value;
    else if (Array.isArray(value)) for (const inner of value) yield* facts(inner, depth + 1);
    else yield* facts(value, depth + 1);
  }
}

/**
 * What to throw instead of an error of the database driver: DATABASE_UNAVAILABLE where the database cannot be reached or
 * did not answer in time, INVALID_INPUT for a text that it cannot hold, else the error itself. The message never holds
 * the connection string.
 */
export function translateDatabaseError(error: unknown, operation: string): unknown {
  if (isForecastError(error)) return error;
  for (const fact of facts(error)) {
    if (unavailable.test(fact) || unavailableSentences.test(fact)) {
      return new ForecastError(
        'DATABASE_UNAVAILABLE',
        `The database did not answer (${operation}). Check that it runs and that DATABASE_URL is right, then try again.`,
        { operation },
        error,
      );
    }
    if (invalidText.test(fact)) {
      const message =
        'must fit the database: text without the character 0, of at most 200 characters, dates that exist';
      return new ForecastError(
        'INVALID_INPUT',
        `The database cannot hold a value of this request (${operation}). A value ${message}.`,
        { issues: [{ path: operation, message }] },
        error,
      );
    }
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
