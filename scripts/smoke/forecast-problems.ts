import { type Calendar, dateOf, periodOf } from '#core/calendar';

/** One forecast as the API answers it. */
export interface AnsweredForecast {
  readonly item: { readonly key: string };
  readonly cutoff: string;
  readonly dates: readonly string[];
  readonly mean: readonly number[];
  readonly median: readonly number[];
  readonly quantiles: readonly { readonly level: number; readonly values: readonly number[] }[];
}

interface Expected {
  readonly calendar: Calendar;
  readonly horizon: number;
  readonly quantileLevels: readonly number[];
}

/** Everything that is wrong with a forecast: dates, lengths, values that no demand can have, quantiles that cross. */
export function forecastProblems(
  forecast: AnsweredForecast,
  expected: Expected,
): readonly string[] {
  const { item, mean, median, quantiles } = forecast;
  const { horizon, quantileLevels } = expected;
  const columns = [mean, median, ...quantiles.map(({ values }) => values)];
  const levels = quantiles.map(({ level }) => level);
  const checks: readonly [boolean, string][] = [
    [
      datesFollow(forecast, expected),
      `dates are not the ${horizon} periods after ${forecast.cutoff}`,
    ],
    [columns.every(({ length }) => length === horizon), `a column has not ${horizon} values`],
    [
      columns.flat().every((value) => Number.isFinite(value) && value >= 0),
      'a value is negative or not finite',
    ],
    [
      String(levels) === String(quantileLevels),
      `levels are ${String(levels)}, asked were ${String(quantileLevels)}`,
    ],
    [neverCross(quantiles), 'quantiles cross'],
  ];
  return checks.flatMap(([holds, problem]) => (holds ? [] : [`${item.key}: ${problem}`]));
}

function datesFollow(
  { cutoff, dates }: AnsweredForecast,
  { calendar, horizon }: Expected,
): boolean {
  const first = periodOf(calendar, cutoff) + 1;
  const due = Array.from({ length: horizon }, (_, lead) => dateOf(calendar, first + lead));
  return String(due) === String(dates);
}

function neverCross(quantiles: AnsweredForecast['quantiles']): boolean {
  return quantiles.every(({ values }, index) => {
    const higher = quantiles[index + 1]?.values;
    return higher === undefined || values.every((value, lead) => value <= (higher[lead] ?? NaN));
  });
}
