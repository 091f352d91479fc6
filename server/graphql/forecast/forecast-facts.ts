import type { ForecastAnswer } from '../../application/forecasts/index.ts';
import type { RequestFacts } from '../../application/request-scope.ts';
import type { ForecastInput } from './forecast.input.ts';

/** Notes what is asked for, so that the log line has it also where the answer is an error. */
export function noteForecastRequest(
  { items, itemKeys }: Pick<ForecastInput, 'items' | 'itemKeys'>,
  facts: RequestFacts,
): void {
  facts.itemCount = (facts.itemCount ?? 0) + (items ?? itemKeys ?? []).length;
}

/** Notes what the log line of the request says about its forecasts; several forecasts of one request add up. */
export function noteForecast({ forecasts, horizon }: ForecastAnswer, facts: RequestFacts): void {
  const versions = forecasts.map(({ provenance }) => provenance.modelVersion);
  const reasons = forecasts.flatMap(({ degradation }) => degradation?.reason ?? []);
  facts.horizon = Math.max(facts.horizon ?? 0, horizon);
  facts.modelVersion = together(facts.modelVersion, versions);
  facts.degraded = (facts.degraded ?? false) || reasons.length > 0;
  // The reason of a failure is worth more.
  if (reasons.length > 0 && facts.code === undefined)
    facts.reason = together(facts.reason, reasons);
}

/** Each once, in the order of the alphabet, separated by commas. */
function together(before: string | undefined, more: readonly string[]): string {
  return [...new Set([...(before?.split(',') ?? []), ...more])].sort().join(',');
}
