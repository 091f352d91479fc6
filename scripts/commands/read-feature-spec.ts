import { readFileSync } from 'node:fs';

import { ForecastError } from '#core/errors';

/**
 * Reads a feature spec as JSON; what it says is checked by who uses it.
 * @throws ForecastError FILE_UNREADABLE.
 */
export function readFeatureSpec(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new ForecastError(
      'FILE_UNREADABLE',
      `The feature spec ${path} cannot be read: ${problem}. Give a JSON file, such as the "spec" that --json prints.`,
      { file: path, problem },
      error,
    );
  }
}
