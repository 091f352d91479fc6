import { limitError, type Operation, operationCost } from './hardening/index.ts';

/** @throws GraphQLError with LIMIT_EXCEEDED where an operation asks for more values than are allowed. */
export function refuseCostly(request: Operation): void {
  const cost = operationCost(request);
  const maximum = request.limits.maxResponseValues;
  if (cost <= maximum) return;
  throw limitError(
    'values',
    cost,
    maximum,
    `The operation asks for up to ${cost} values, but at most ${maximum} are allowed. Ask for fewer items, periods or quantile levels at once.`,
    request.operation,
  );
}
