import { ForecastError } from '#core/errors';

import { givenValues } from '../given-values.ts';
import { parseItemId, parseScenarioId } from '../node/global-id.ts';
import type { ForecastInput } from './forecast.input.ts';

/**
 * The use case's input for `input`. Counts ids before it reads any, so that a million of them cost nothing.
 * @throws ForecastError INVALID_ID or LIMIT_EXCEEDED.
 */
export function forecastCommand(
  input: ForecastInput,
  maxItems: number,
): Readonly<Record<string, unknown>> {
  const ids = input.items ?? null;
  if (ids !== null && ids.length > maxItems) {
    throw new ForecastError(
      'LIMIT_EXCEEDED',
      `items names ${ids.length} items, but at most ${maxItems} are allowed here. Ask in several requests.`,
      { limit: 'items', found: ids.length, maximum: maxItems },
    );
  }
  const scenario = input.scenario ?? null;
  return {
    ...givenValues(input),
    ...(ids === null ? {} : { items: ids.map(parseItemId) }),
    ...(scenario === null ? {} : { scenario: parseScenarioId(scenario) }),
  };
}
