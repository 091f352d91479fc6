import { describe, expect, it } from 'vitest';

import { type Forecaster, forecasterNamed } from '../models/index.ts';
import { forecastsOf, itemsOf, plan } from './testing/small-shop.ts';

const window = { index: 0, cutoff: 90, fitCutoff: 90 };

describe('forecastRows', () => {
  it('takes the parameters of an earlier refit, and the values since', () => {
    const smoothing = forecasterNamed('simple-exponential-smoothing')!;
    // Steady until day 60, jumping after: a fit that sees the jumps trusts new values more.
    const series = [
      {
        key: 'jumps',
        start: 0,
        values: Float64Array.from({ length: 91 }, (_, day) =>
          day < 60 ? 10 + (day % 2) : 10 * Math.floor((day - 40) / 10),
        ),
      },
    ];
    const meanOf = (fitCutoff: number) => {
      const [forecasts] = forecastsOf([smoothing], series, { ...window, fitCutoff });
      return forecasts![0]!.mean[0]!;
    };
    expect(meanOf(90)).toBeGreaterThan(meanOf(59));
    expect(meanOf(59)).toBeGreaterThan(11);
  });

  it('lets a rolling input decide what a model sees', () => {
    const average = forecasterNamed('moving-average')!;
    const meanOf = (inputSize: number | null) => {
      const steps = { key: 'steps', start: 0, values: new Float64Array(91).fill(1).fill(8, 84) };
      const [forecasts] = forecastsOf([average], [steps], window, { ...plan, inputSize });
      return forecasts![0]!.mean[0]!;
    };
    expect(meanOf(7)).toBe(8);
    expect(meanOf(null)).toBe(2.75);
  });

  it('refuses a model that answers with anything but finite numbers from 0 on', () => {
    const broken: Forecaster = {
      ...forecasterNamed('naive')!,
      name: 'broken',
      fit: () => ({
        forecast: () => [
          {
            mean: Float64Array.of(1, 2, Number.NaN, 3),
            median: new Float64Array(4),
            quantiles: new Float64Array(4 * plan.quantileLevels.length),
          },
        ],
      }),
    };
    expect(() => forecastsOf([broken], itemsOf(1, 100), window)).toThrow(
      'broken answered "item 0" with values that are not finite and non-negative',
    );
  });
});
