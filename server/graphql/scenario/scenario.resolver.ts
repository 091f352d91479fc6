import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import type { CompareScenario, ScenarioComparison } from '../../application/forecasts/index.ts';
import type {
  CreateScenario,
  CreateScenarioResult,
  ScenarioCatalog,
  ScenarioContent,
  StoredScenario,
} from '../../application/scenarios/index.ts';
import type { GraphqlContext } from '../context.ts';
import { datasetNamed } from '../dataset/dataset-named.ts';
import { forecastCommand } from '../forecast/forecast-command.ts';
import { ForecastInput } from '../forecast/forecast.input.ts';
import { givenValues } from '../given-values.ts';
import { globalId, parseScenarioId } from '../node/global-id.ts';
import { type Connection, connectionOf, pageRequest } from '../page/connection.ts';
import { PageArgs } from '../page/page.input.ts';
import type { Turns } from '../turns.ts';
import { CreateScenarioPayload } from './create-scenario.payload.ts';
import { ScenarioComparisonType } from './scenario-comparison.type.ts';
import { CreateScenarioInput } from './scenario.input.ts';
import {
  ScenarioCancellationType,
  ScenarioConnectionType,
  ScenarioEventType,
  ScenarioPriceChangeType,
  ScenarioType,
} from './scenario.type.ts';

/** The use cases of scenarios. */
export interface ScenarioUseCases {
  readonly createScenario: CreateScenario;
  readonly scenarios: ScenarioCatalog;
  readonly compareScenario: CompareScenario;
}

@Resolver(() => ScenarioType)
export class ScenarioResolver {
  readonly #useCases: ScenarioUseCases;
  readonly #maxItems: number;
  readonly #turns: Turns;

  constructor(
    useCases: ScenarioUseCases,
    { maxItems, turns }: { readonly maxItems: number; readonly turns: Turns },
  ) {
    this.#useCases = useCases;
    this.#maxItems = maxItems;
    this.#turns = turns;
  }

  @Query(() => ScenarioType, {
    nullable: true,
    description: 'A scenario; null where there is none.',
  })
  scenario(
    @Arg('id', () => ID, { description: 'Its global id.' }) id: string,
  ): Promise<StoredScenario | null> {
    return this.#useCases.scenarios.find(parseScenarioId(id));
  }

  @Query(() => ScenarioConnectionType, { description: 'The scenarios of a dataset, newest first.' })
  async scenarios(
    @Arg('dataset', () => String, { description: 'Slug of the dataset.' }) slug: string,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Connection<StoredScenario>> {
    const dataset = await datasetNamed(slug, loaders);
    const request = pageRequest('scenarios', args);
    const page = await this.#useCases.scenarios.page(dataset, request);
    return connectionOf('scenarios', { page, request }, ({ id }) => id);
  }

  @Query(() => [ScenarioComparisonType], {
    description: 'Forecasts of items as planned and under a scenario, side by side.',
  })
  async compareScenario(
    @Arg('input', () => ForecastInput, { description: 'What to forecast, with a scenario.' })
    input: ForecastInput,
    @Ctx() { scope }: GraphqlContext,
  ): Promise<readonly ScenarioComparison[]> {
    const command = forecastCommand(input, this.#maxItems);
    const comparisons = await this.#useCases.compareScenario.execute(command, scope.signal);
    await this.#turns.next();
    return comparisons;
  }

  @Mutation(() => CreateScenarioPayload, {
    description:
      'Keeps assumptions about prices and events, for forecasts to be asked for under. The same assumptions again are the same scenario.',
  })
  createScenario(
    @Arg('input', () => CreateScenarioInput, { description: 'What to assume.' })
    input: CreateScenarioInput,
  ): Promise<CreateScenarioResult> {
    return this.#useCases.createScenario.execute(givenValues(input));
  }

  @FieldResolver(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  id(@Root() { id }: StoredScenario): string {
    return globalId({ kind: 'Scenario', id });
  }

  @FieldResolver(() => [ScenarioPriceChangeType], {
    description: 'Prices; later changes act on what earlier ones made.',
  })
  prices(@Root() { content }: StoredScenario): ScenarioContent['prices'] {
    return content.prices;
  }

  @FieldResolver(() => [ScenarioEventType], { description: 'Events that are added.' })
  addedEvents(@Root() { content }: StoredScenario): ScenarioContent['addedEvents'] {
    return content.addedEvents;
  }

  @FieldResolver(() => [ScenarioCancellationType], { description: 'Events that are cancelled.' })
  cancelledEvents(@Root() { content }: StoredScenario): ScenarioContent['cancelledEvents'] {
    return content.cancelledEvents;
  }
}
