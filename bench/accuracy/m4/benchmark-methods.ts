import {
  comb,
  combine,
  dampedTrend,
  holt,
  naive,
  naiveTwo,
  optimisedSmoothing,
  type RecursiveMethod,
  seasonallyAdjusted,
  seasonalNaive,
  theta,
  thetaWithoutSeason,
  trendLine,
} from '#core/models';

import { fitAsR } from './r-smoothing.ts';

/** A method of the competition's benchmark, by the name under which its scores were published. */
export interface BenchmarkMethod {
  readonly name: string;
  /** Fitted as the published one was. */
  readonly asPublished: RecursiveMethod<unknown, unknown>;
  /** With the parameters that the method chooses for itself. */
  readonly asServed: RecursiveMethod<unknown, unknown>;
}

const rSmoothing = {
  ...optimisedSmoothing,
  tune: (values: Float64Array) => fitAsR(values, 'none'),
};
/** As published: below zero where the trend leads there. */
function continueTrend(
  { level, trend, phi }: { readonly level: number; readonly trend: number; readonly phi: number },
  horizon: number,
  out: Float64Array,
  offset: number,
): void {
  let [step, forecast] = [trend, level];
  for (let lead = offset; lead < offset + horizon; lead += 1) {
    step *= phi;
    forecast += step;
    out[lead] = forecast;
  }
}

const rHolt = {
  ...holt,
  predict: continueTrend,
  tune: (values: Float64Array) => fitAsR(values, 'linear'),
};
const rDamped = {
  ...dampedTrend,
  predict: continueTrend,
  tune: (values: Float64Array) => fitAsR(values, 'damped'),
};

const rTheta: ReturnType<typeof thetaWithoutSeason> = {
  ...thetaWithoutSeason(),
  tune(values) {
    const line = trendLine(values);
    const curved = values.map(
      (value, index) => 2 * value - line.intercept - line.slope * (index + 1),
    );
    const { alpha, level } = fitAsR(curved, 'none');
    // The curved line is twice demand less the trend line, and so is its start.
    return { alpha, share: 0.5, level: level / 2, ...line };
  },
};

const rComb = combine({
  name: 'comb',
  description: 'Mean of three smoothing methods.',
  members: [rSmoothing, rHolt, rDamped],
  centre: (forecasts) => forecasts.reduce((total, value) => total + value, 0) / forecasts.length,
});

/** In the order of the published table. */
export const benchmarkMethods: readonly BenchmarkMethod[] = [
  { name: 'Naive', asPublished: naive, asServed: naive },
  { name: 'sNaive', asPublished: seasonalNaive, asServed: seasonalNaive },
  { name: 'Naive2', asPublished: naiveTwo, asServed: naiveTwo },
  { name: 'SES', asPublished: adjusted(rSmoothing), asServed: adjusted(optimisedSmoothing) },
  { name: 'Holt', asPublished: adjusted(rHolt), asServed: adjusted(holt) },
  { name: 'Damped', asPublished: adjusted(rDamped), asServed: adjusted(dampedTrend) },
  { name: 'Theta', asPublished: adjusted(rTheta), asServed: theta },
  { name: 'Com', asPublished: adjusted(rComb), asServed: comb },
];

function adjusted<Parameters, State>(
  method: RecursiveMethod<Parameters, State>,
): RecursiveMethod<unknown, unknown> {
  return seasonallyAdjusted(method, method);
}
