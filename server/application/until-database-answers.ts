import { isForecastError } from '#core/errors';

import { pause } from './pause.ts';

const firstPauseMs = 250;
const longestPauseMs = 2000;

/**
 * Does again what failed because the database was away, with growing pauses, until it answers; for the last words of work
 * that somebody waits for. Any other failure, and the last one after the signal was aborted, is thrown.
 */
export async function untilDatabaseAnswers<Result>(
  work: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, 2 * pauseMs)) {
    try {
      return await work();
    } catch (error) {
      const isAway = isForecastError(error) && error.code === 'DATABASE_UNAVAILABLE';
      if (!isAway || signal.aborted) throw error;
    }
    await pause(pauseMs, signal);
  }
}
