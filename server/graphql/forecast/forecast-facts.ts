import type { ForecastAnswer } from '../../application/forecasts/index.ts';
import type { RequestFacts } from '../../application/request-scope.ts';

/** Notes what the log line of the request says about its forecasts; several forecasts of one request add up. */
export function noteForecast(answer: ForecastAnswer, facts: RequestFacts): void {
  const { forecasts, horizon } = answer;
  const versions = new Set(forecasts.map(({ provenance }) => provenance.modelVersion));
  const reasons = new Set(forecasts.flatMap(({ degradation }) => degradation?.reason ?? []));
  facts.itemCount = (facts.itemCount ?? 0) + forecasts.length;
  facts.horizon = Math.max(facts.horizon ?? 0, horizon);
  facts.modelVersion = [...versions].sort().join(',');
  facts.degraded = (facts.degraded ?? false) || reasons.size > 0;
  if (reasons.size > 0 && facts.reason === undefined) facts.reason = [...reasons].sort().join(',');
}
