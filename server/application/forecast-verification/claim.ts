import { ForecastError } from '#core/errors';
import { z } from 'zod';

import { parseInput } from '../parse-input.ts';

const text = z.string().min(1).max(200);
const values = z.array(z.number()).nullish();

/** One forecast as it was answered; unknown fields are left alone, values may be left out. */
const claimSchema = z
  .object({
    item: z.object({ dataset: text, key: text }),
    cutoff: text,
    dates: z.array(text).min(1, 'must name the periods that were forecast'),
    mean: values,
    median: values,
    quantiles: z.array(z.object({ level: z.number(), values })),
    requestedModel: text,
    provenance: z.object({
      modelVersion: text,
      artifactSha256: text.nullish(),
      backend: z.object({ name: text, version: text }).nullish(),
      datasetVersion: text,
      asOf: z.coerce.date({ error: 'must be an instant such as 2026-01-31T12:00:00Z' }),
      seed: z.int(),
      configHash: text,
    }),
  })
  .superRefine(({ dates, mean, median, quantiles }, context) => {
    const check = (list: readonly number[] | null | undefined, path: (string | number)[]) => {
      if (list == null || list.length === dates.length) return;
      const message = `has ${list.length} value(s) for ${dates.length} date(s)`;
      context.addIssue({ code: 'custom', path, message });
    };
    check(mean, ['mean']);
    check(median, ['median']);
    for (const [at, quantile] of quantiles.entries()) {
      check(quantile.values, ['quantiles', at, 'values']);
    }
  });

const claims = z.object({
  forecasts: z.array(claimSchema).min(1, 'must hold at least one forecast'),
});

/** What a caller says that a forecast was, and how it was made. */
export type Claim = z.output<typeof claimSchema>;

/**
 * Checks the forecasts to be verified; counts them before it reads any.
 * @throws ForecastError INVALID_INPUT or LIMIT_EXCEEDED.
 */
export function parseClaims(
  input: unknown,
  { maxItems }: { readonly maxItems: number },
): readonly Claim[] {
  const list =
    typeof input === 'object' && input !== null && 'forecasts' in input ? input.forecasts : null;
  const found = Array.isArray(list) ? list.length : 0;
  if (found > maxItems) {
    throw new ForecastError(
      'LIMIT_EXCEEDED',
      `forecasts holds ${found} forecasts, but at most ${maxItems} are allowed here. Verify in several requests.`,
      { limit: 'items', found, maximum: maxItems },
    );
  }
  return parseInput(claims, input).forecasts;
}
