import { givenValues } from '../given-values.ts';
import { parseItemId } from '../node/global-id.ts';
import type { VerifyForecastInput } from './verify-forecast.input.ts';

/**
 * The use case's input for `input`. Reads no more ids than may be verified at once; the use case refuses what is longer.
 * @throws ForecastError INVALID_ID.
 */
export function verifyCommand({ forecasts }: VerifyForecastInput, maxItems: number): unknown {
  if (forecasts.length > maxItems) return { forecasts };
  return {
    forecasts: forecasts.map((one) => ({ ...givenValues(one), item: parseItemId(one.item.id) })),
  };
}
