import { defaultHistoryPeriods } from '../../application/catalog/index.ts';
import type { Limits } from '../service/limits.ts';

/** How long the number lists below a field are. */
export interface ListLengths {
  readonly periods: number;
  readonly levels: number;
}

/** What one field multiplies: how many objects it returns, and the lengths of the lists inside them. */
export interface FieldSize {
  readonly objects?: number;
  readonly lists?: ListLengths;
}

type Arguments = Readonly<Record<string, unknown>>;
type SizeOf = (args: Arguments, lists: ListLengths, limits: Limits) => FieldSize;

/**
 * Sizes of the fields that return lists, from their real arguments. Never more than the limit of the argument, so that
 * a `first` of a billion is refused by its own clear error.
 */
const sizes: Readonly<Record<string, SizeOf>> = {
  'Query.nodes': ({ ids }, _, { maxItems }) => ({ objects: atMost(lengthOf(ids), maxItems) }),
  'Query.datasets': () => ({ objects: 10 }),
  'Query.items': pageOf,
  'Dataset.ingestions': pageOf,
  'Dataset.events': () => ({ objects: 200 }),
  'Audit.findings': () => ({ objects: 9 }),
  'Item.history': ({ last, from }, _, { maxHistoryPeriods }) => {
    const open = from == null ? defaultHistoryPeriods : maxHistoryPeriods;
    return { lists: { periods: atMost(last ?? open, maxHistoryPeriods), levels: 1 } };
  },
  'Query.forecast': forecastOf,
  'Query.compareScenario': forecastOf,
  'Query.scenarios': pageOf,
  // What is stored may be as long and as detailed as a request may ask for.
  'Item.forecastsIssued': (args, lists, limits) => ({
    ...pageOf(args, lists, limits),
    lists: { periods: limits.maxHorizon, levels: limits.maxQuantileLevels },
  }),
  'Query.forecastIssues': pageOf,
  'Query.alerts': pageOf,
  'Query.jobs': pageOf,
  'Query.jobCosts': ({ days }) => ({ objects: atMost(days, 366) }),
  'Query.backtestRuns': pageOf,
  // Every score of a run is read for one of them.
  'Query.leaderboard': () => ({ objects: 30 }),
  'BacktestRun.windows': () => ({ objects: 100 }),
  'BacktestRun.leaderboardEntries': () => ({ objects: 30 }),
  'BacktestRun.segments': () => ({ objects: 1000 }),
  // The scores of all items are read and a page of them is shown.
  'BacktestRun.items': () => ({ objects: 5000 }),
  'LeaderboardEntry.windows': () => ({ objects: 100 }),
  'LeaderboardEntry.levels': () => ({ objects: 12 }),
  'BacktestLevelScores.leadTimes': () => ({ objects: 28 }),
  'BacktestLevelScores.coverage': () => ({ objects: 5 }),
  'Mutation.verifyForecast': ({ input }, _, { maxItems }) => ({
    objects: atMost(lengthOf((input as Arguments)['forecasts']), maxItems),
  }),
  'ForecastVerification.differences': () => ({ objects: 9 }),
  'Query.driftReports': pageOf,
  'DriftReport.levels': () => ({ objects: 6 }),
  'DriftReport.findings': () => ({ objects: 50 }),
  'Query.realisedAccuracy': pageOf,
  'RealisedAccuracy.levels': () => ({ objects: 6 }),
  'LevelAccuracy.leadTimes': () => ({ objects: 28 }),
  'LevelAccuracy.coverage': () => ({ objects: 5 }),
  'LevelAccuracy.segments': () => ({ objects: 100 }),
  'Query.models': () => ({ objects: 50 }),
  'Model.versions': pageOf,
  'Model.ledger': pageOf,
  'ModelVersion.ledger': pageOf,
  // The files are read and hashed: some megabytes for one answer.
  'ModelVersion.verification': () => ({ objects: 5000 }),
  'ModelVersion.metrics': () => ({ objects: 10 }),
  'ModelVersionMetrics.levels': () => ({ objects: 12 }),
  'LevelMetrics.coverage': () => ({ objects: 5 }),
  'GateResult.checks': () => ({ objects: 7 }),
  'Forecast.points': (_, { periods, levels }) => ({
    objects: periods,
    lists: { periods: 1, levels },
  }),
  'Forecast.quantiles': (_, { levels }) => ({ objects: levels }),
  'ForecastPoint.quantiles': (_, { levels }) => ({ objects: levels }),
};

/** The size of `Type.field`; one object unless it is listed above. */
export function sizeOf(
  field: string,
  args: Arguments,
  lists: ListLengths,
  limits: Limits,
): FieldSize {
  return sizes[field]?.(args, lists, limits) ?? {};
}

function forecastOf({ input }: Arguments, _: ListLengths, limits: Limits): FieldSize {
  // graphql has coerced the argument to the input type; only the numbers in it matter here.
  const asked = input as Arguments;
  return {
    objects: atMost(lengthOf(asked['items'] ?? asked['itemKeys']), limits.maxItems),
    lists: {
      periods: atMost(asked['horizon'] ?? limits.defaultHorizon, limits.maxHorizon),
      levels: atMost(lengthOf(asked['quantileLevels']) || 5, limits.maxQuantileLevels),
    },
  };
}

function pageOf({ first }: Arguments, _: ListLengths, { maxPageSize }: Limits): FieldSize {
  return { objects: atMost(first ?? 20, maxPageSize) };
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function atMost(value: unknown, maximum: number): number {
  return typeof value === 'number' ? Math.min(Math.max(value, 1), maximum) : maximum;
}
