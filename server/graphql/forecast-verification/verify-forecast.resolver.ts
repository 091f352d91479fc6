import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { VerificationResult } from '../../application/forecast-verification/index.ts';
import type { GraphqlContext } from '../context.ts';
import { verifyCommand } from './verify-command.ts';
import { VerifyForecastInput } from './verify-forecast.input.ts';
import { VerifyForecastPayload } from './verify-forecast.payload.ts';

/** The use case behind `verifyForecast`. */
export interface ForecastVerifications {
  execute(input: unknown, signal: AbortSignal): Promise<VerificationResult>;
}

@Resolver()
export class VerifyForecastResolver {
  readonly #verifications: ForecastVerifications;
  readonly #maxItems: number;

  constructor(verifications: ForecastVerifications, limits: { readonly maxItems: number }) {
    this.#verifications = verifications;
    this.#maxItems = limits.maxItems;
  }

  @Mutation(() => VerifyForecastPayload, {
    description:
      'Computes forecasts again from the data, models and settings that their provenance names, and says what differs. Stores nothing.',
  })
  verifyForecast(
    @Arg('input', () => VerifyForecastInput, { description: 'What `forecast` answered.' })
    input: VerifyForecastInput,
    @Ctx() { scope }: GraphqlContext,
  ): Promise<VerificationResult> {
    scope.facts.itemCount = input.forecasts.length;
    return this.#verifications.execute(verifyCommand(input, this.#maxItems), scope.signal);
  }
}
