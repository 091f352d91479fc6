import { isForecastError } from '#core/errors';

/** How a promise was refused: `CODE: message`. Anything but a ForecastError is thrown on. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (isForecastError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}
