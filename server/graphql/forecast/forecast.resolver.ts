import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';

import type { ForecastAnswer, ItemForecast } from '../../application/forecasts/index.ts';
import type { GraphqlContext } from '../context.ts';
import type { Turns } from '../turns.ts';
import { forecastCommand } from './forecast-command.ts';
import { noteForecast, noteForecastRequest } from './forecast-facts.ts';
import { type ForecastPoint, forecastPoints, ForecastPointType } from './forecast-point.type.ts';
import { ForecastResultType } from './forecast-result.type.ts';
import { ForecastInput } from './forecast.input.ts';
import { ForecastType } from './forecast.type.ts';

/** The use case behind `forecast`. */
export interface ForecastRequests {
  execute(input: unknown, signal: AbortSignal): Promise<ForecastAnswer>;
}

@Resolver(() => ForecastResultType)
export class ForecastResultResolver {
  readonly #requests: ForecastRequests;
  readonly #maxItems: number;
  readonly #turns: Turns;

  constructor(
    requests: ForecastRequests,
    { maxItems, turns }: { readonly maxItems: number; readonly turns: Turns },
  ) {
    this.#requests = requests;
    this.#maxItems = maxItems;
    this.#turns = turns;
  }

  @Query(() => ForecastResultType, {
    description:
      'Forecasts demand of items, with quantiles, provenance and the reason of every step down.',
  })
  async forecast(
    @Arg('input', () => ForecastInput, { description: 'What to forecast.' }) input: ForecastInput,
    @Ctx() { scope }: GraphqlContext,
  ): Promise<ForecastAnswer> {
    noteForecastRequest(input, scope.facts);
    const command = forecastCommand(input, this.#maxItems);
    return this.#inTurn(await this.#requests.execute(command, scope.signal), scope);
  }

  /** An answer that may be written: milliseconds of numbers, checked one by one. */
  async #inTurn(
    answer: ForecastAnswer,
    { facts }: GraphqlContext['scope'],
  ): Promise<ForecastAnswer> {
    noteForecast(answer, facts);
    await this.#turns.next();
    return answer;
  }

  @FieldResolver(() => Int, {
    description: 'How many items another model than the requested one served.',
  })
  degradedCount(@Root() { forecasts }: ForecastAnswer): number {
    return forecasts.filter(({ degradation }) => degradation !== null).length;
  }

  @FieldResolver(() => String, { description: 'Trace of this request, 32 hex digits.' })
  traceId(@Ctx() { scope }: GraphqlContext): string {
    return scope.traceId;
  }
}

@Resolver(() => ForecastType)
export class ForecastResolver {
  @FieldResolver(() => [ForecastPointType], { description: 'The same forecast row by row.' })
  points(@Root() forecast: ItemForecast): readonly ForecastPoint[] {
    return forecastPoints(forecast);
  }
}
