import type { AnyForecaster } from '#core/models';
import { Query, Resolver } from 'type-graphql';

import { type ApiForecaster, ForecasterType } from './forecaster.type.ts';
import type { Limits } from './limits.ts';
import { LimitsType } from './limits.type.ts';

/** What the service says about itself. */
export interface ServiceFacts {
  readonly version: string;
  readonly limits: Limits;
  readonly forecasters: readonly AnyForecaster[];
  readonly defaultModel: string;
}

@Resolver()
export class ServiceResolver {
  readonly #facts: ServiceFacts;

  constructor(facts: ServiceFacts) {
    this.#facts = facts;
  }

  @Query(() => String, { description: 'Version of this API, also in the `x-api-version` header.' })
  apiVersion(): string {
    return this.#facts.version;
  }

  @Query(() => LimitsType, { description: 'What this instance allows in one request.' })
  limits(): Limits {
    return this.#facts.limits;
  }

  @Query(() => [ForecasterType], { description: 'The models that `forecast` can be asked for.' })
  forecasters(): readonly ApiForecaster[] {
    const { forecasters, defaultModel } = this.#facts;
    return forecasters.map(({ name, description }) => ({
      name,
      description,
      isDefault: name === defaultModel,
    }));
  }
}
