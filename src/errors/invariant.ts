/** A broken assumption of our own code: never caught, always masked at the edge. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws InvariantError unless `condition` holds. For our mistakes; a caller's mistake is a ForecastError. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (condition === false || condition === null || condition === undefined || condition === 0) {
    throw new InvariantError(message);
  }
}
