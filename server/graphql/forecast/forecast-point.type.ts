import { Field, Float, ObjectType } from 'type-graphql';

import type { ItemForecast } from '../../application/forecasts/index.ts';
import { PeriodDate } from '../scalars/index.ts';

interface QuantilePoint {
  readonly level: number;
  readonly value: number;
}

/** The forecast of one period. */
export interface ForecastPoint {
  readonly date: string;
  readonly mean: number;
  readonly median: number;
  readonly quantiles: readonly QuantilePoint[];
}

@ObjectType('QuantilePoint', { description: 'One quantile of one period.' })
class QuantilePointType implements QuantilePoint {
  @Field(() => Float, { description: 'The probability, 0 to 1, that demand stays at or below.' })
  readonly level!: number;

  @Field(() => Float, { description: 'The demand.' })
  readonly value!: number;
}

@ObjectType('ForecastPoint', { description: 'The forecast of one period.' })
export class ForecastPointType implements ForecastPoint {
  @Field(() => PeriodDate, { description: 'Start of the period.' })
  readonly date!: string;

  @Field(() => Float, { description: 'Expected demand.' })
  readonly mean!: number;

  @Field(() => Float, { description: 'Demand that is exceeded half of the time.' })
  readonly median!: number;

  @Field(() => [QuantilePointType], { description: 'One entry per requested level, ascending.' })
  readonly quantiles!: readonly QuantilePoint[];
}

/** The rows of a columnar forecast. */
export function forecastPoints(forecast: ItemForecast): readonly ForecastPoint[] {
  const { dates, mean, median, quantiles } = forecast;
  return dates.map((date, lead) => ({
    date,
    mean: mean[lead]!,
    median: median[lead]!,
    quantiles: quantiles.map(({ level, values }) => ({ level, value: values[lead]! })),
  }));
}
