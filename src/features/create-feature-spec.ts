import { ForecastError, type InputIssue } from '../errors/index.ts';
import {
  calendarEncodings,
  calendarParts,
  demandTraits,
  type FeatureSpec,
  featureSpecVersion,
  type PriceSpec,
  priceFeatures,
  rollingStatistics,
} from './feature-spec.ts';

/**
 * Checks a spec and puts it into its one form: keys in a fixed order, lists sorted and without repetition. Specs that
 * mean the same become equal.
 * @throws ForecastError INVALID_INPUT naming every violated rule at once.
 */
export function createFeatureSpec(spec: FeatureSpec): FeatureSpec {
  const issues = problems(spec);
  if (issues.length > 0) {
    const list = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new ForecastError(
      'INVALID_INPUT',
      `The feature spec is not valid: ${list}. Correct it and try again.`,
      { issues },
    );
  }
  const { window, offset, limit } = spec.scale;
  const { mean, std, median, max, zeroShare } = spec.rolling;
  return {
    version: featureSpecVersion,
    inputSize: spec.inputSize,
    lookback: spec.lookback,
    scale: { window, offset, limit },
    listing: spec.listing,
    rolling: {
      mean: ascending(mean),
      std: ascending(std),
      median: ascending(median),
      max: ascending(max),
      zeroShare: ascending(zeroShare),
    },
    lags: ascending(spec.lags),
    seasonMeans: distinct(
      spec.seasonMeans.map(({ season, count }) => ({ season, count })),
      (one, other) => one.season - other.season || one.count - other.count,
    ),
    demand: demandTraits.filter((trait) => spec.demand.includes(trait)),
    demandWindow: spec.demandWindow,
    calendar: calendarParts.flatMap((part) =>
      calendarEncodings
        .filter((encoding) =>
          spec.calendar.some((given) => given.part === part && given.encoding === encoding),
        )
        .map((encoding) => ({ part, encoding })),
    ),
    events:
      spec.events === null
        ? null
        : { by: spec.events.by, reach: spec.events.reach, except: sorted(spec.events.except) },
    flags: sorted(spec.flags),
    price: spec.price === null ? null : canonicalPrice(spec.price),
    attributes: sorted(spec.attributes),
    pastCovariates: spec.pastCovariates,
  };
}

/** The one text of a spec: specs that mean the same have the same, so its hash identifies them. */
export function canonicalFeatureSpec(spec: FeatureSpec): string {
  return JSON.stringify(createFeatureSpec(spec));
}

function canonicalPrice({ window, group, planned, features }: PriceSpec): PriceSpec {
  return {
    window,
    group,
    planned,
    features: priceFeatures.filter((feature) => features.includes(feature)),
  };
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((one, other) => one - other);
}

/** By code units, so that the order does not depend on a locale. */
function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function distinct<Value>(
  values: readonly Value[],
  compare: (one: Value, other: Value) => number,
): readonly Value[] {
  const ordered = [...values].sort(compare);
  return ordered.filter((value, index) => index === 0 || compare(ordered[index - 1]!, value) !== 0);
}

function problems(spec: FeatureSpec): readonly InputIssue[] {
  // Stored specs may come from another release, whatever the type says.
  const version: number = spec.version;
  if (version !== featureSpecVersion) {
    return [{ path: 'version', message: `must be ${featureSpecVersion}, found ${version}` }];
  }
  const { inputSize, scale, price, events } = spec;
  const sizes: (readonly [string, number])[] = [
    ['lookback', spec.lookback],
    ['scale.window', scale.window],
    ['demandWindow', spec.demandWindow],
    ...rollingStatistics.flatMap((statistic) =>
      spec.rolling[statistic].map((size, at) => [`rolling.${statistic}.${at}`, size] as const),
    ),
    ...spec.lags.map((lag, at) => [`lags.${at}`, lag] as const),
    ...spec.seasonMeans.map(
      ({ season, count }, at) => [`seasonMeans.${at}`, wholeProduct(season, count)] as const,
    ),
    ...(price === null ? [] : [['price.window', price.window] as const]),
  ];
  const rules: (readonly [boolean, string, string])[] = [
    [isSize(inputSize), 'inputSize', `must be a whole number of at least 1, found ${inputSize}`],
    ...sizes.map(
      ([path, size]) =>
        [
          isSize(size) && size <= inputSize,
          path,
          `must be 1 to inputSize (${inputSize}) periods, found ${size}`,
        ] as const,
    ),
    [isPositive(scale.offset), 'scale.offset', `must be above 0, found ${scale.offset}`],
    [isPositive(scale.limit), 'scale.limit', `must be above 0, found ${scale.limit}`],
    [
      events === null || events.reach === 0 || isSize(events.reach),
      'events.reach',
      'must be a whole number of periods, 0 or more',
    ],
    [
      price === null || !price.features.includes('relative-to-group') || price.group !== null,
      'price.group',
      'must name an attribute, because relative-to-group is asked for',
    ],
    [
      !spec.calendar.some(({ part, encoding }) => part === 'year' && encoding === 'one-hot'),
      'calendar',
      'the place in the year is encoded as circle only',
    ],
  ];
  return rules.filter(([holds]) => !holds).map(([, path, message]) => ({ path, message }));
}

function wholeProduct(season: number, count: number): number {
  return isSize(season) && isSize(count) ? season * count : Number.NaN;
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
