import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Frequency, frequencies, seasonLength } from '../calendar/index.ts';
import type { Panel, Series } from '../series/index.ts';
import { type Forecaster, forecasterNamed, forecasters, type SeriesForecast } from './index.ts';

const unknown = Number.NaN;
const levels = [0.005, 0.1, 0.5, 0.9, 0.995];
const horizon = 9;

/** Counts with gaps: mostly small, sometimes negative (returns) or large. */
const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 1, arbitrary: fc.constant(unknown) },
  { weight: 1, arbitrary: fc.double({ min: -50, max: 1e6, noNaN: true }) },
);
const anyValues = fc.oneof(
  fc.array(value, { maxLength: 60 }),
  fc.array(value, { minLength: 400, maxLength: 420 }),
);
const anyFrequency = fc.constantFrom(...frequencies);

function panelOf(frequency: Frequency, ...values: readonly (readonly number[])[]): Panel {
  const series = values.map((row, index): Series => ({
    key: `item ${index}`,
    start: 100,
    values: Float64Array.from(row),
  }));
  return { calendar: { frequency, weekStartsOn: 1 }, series };
}

function forecast(
  forecaster: Forecaster,
  panel: Panel,
  cutoff: number,
  ahead = horizon,
): readonly SeriesForecast[] {
  return forecaster
    .fit(panel, { cutoff, horizon, seed: 1 })
    .forecast({ horizon: ahead, quantileLevels: levels });
}

function forecastOne(
  forecaster: Forecaster,
  values: readonly number[],
  frequency: Frequency = 'daily',
): SeriesForecast {
  return forecast(forecaster, panelOf(frequency, values), 99 + values.length)[0]!;
}

function expectSound({ mean, median, quantiles }: SeriesForecast): void {
  expect([mean.length, median.length, quantiles.length]).toEqual([
    horizon,
    horizon,
    horizon * levels.length,
  ]);
  for (const numbers of [mean, median, quantiles]) {
    expect(numbers.every((number) => Number.isFinite(number) && number >= 0)).toBe(true);
  }
  for (let index = horizon; index < quantiles.length; index += 1) {
    expect(quantiles[index]!).toBeGreaterThanOrEqual(quantiles[index - horizon]!);
  }
  const half = levels.indexOf(0.5) * horizon;
  expect(quantiles.subarray(half, half + horizon)).toEqual(median);
}

describe('the registry', () => {
  it('finds every forecaster by its name, and null for another', () => {
    expect(forecasters.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'naive',
        'seasonal-naive',
        'moving-average',
        'weekday-average',
        'simple-exponential-smoothing',
      ]),
    );
    for (const forecaster of forecasters) {
      expect(forecasterNamed(forecaster.name)).toBe(forecaster);
      expect(forecaster.description).toMatch(/^[A-Z].*\.$/);
    }
    expect(forecasterNamed('crystal-ball')).toBeNull();
  });
});

describe.each(forecasters)('$name', (forecaster) => {
  it('answers any history with finite, non-negative forecasts and monotone quantiles', () => {
    fc.assert(
      fc.property(anyValues, anyFrequency, (values, frequency) => {
        expectSound(forecastOne(forecaster, values, frequency));
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same bytes for the same input and does not write into it', () => {
    fc.assert(
      fc.property(anyValues, anyFrequency, (values, frequency) => {
        const panel = panelOf(frequency, values);
        const cutoff = 99 + values.length;
        const fitted = forecaster.fit(panel, { cutoff, horizon, seed: 1 });
        const request = { horizon, quantileLevels: levels };
        const first = fitted.forecast(request);
        expect(panel).toEqual(panelOf(frequency, values));
        expect(fitted.forecast(request)).toEqual(first);
        expect(forecast(forecaster, panel, cutoff)).toEqual(first);
      }),
      { numRuns: 30 },
    );
  });

  it('does not look ahead: what lies after the cutoff changes no bit', () => {
    fc.assert(
      fc.property(anyValues, anyValues, anyFrequency, (past, future, frequency) => {
        const cutoff = 99 + past.length;
        const blind = forecast(forecaster, panelOf(frequency, past), cutoff);
        const seeing = forecast(forecaster, panelOf(frequency, [...past, ...future]), cutoff);
        expect(seeing).toEqual(blind);
      }),
      { numRuns: 40 },
    );
  });

  it('looks back no further than its input size', () => {
    const size = forecaster.inputSize(seasonLength('daily'), horizon);
    const recent = Array.from({ length: size }, (_, index) => (index * index) % 7);
    const older = forecastOne(forecaster, [...new Array<number>(50).fill(1000), ...recent]);
    expect(older).toEqual(forecastOne(forecaster, recent));
  });

  it('forecasts each series as if it were alone, in the order of the panel', () => {
    fc.assert(
      fc.property(fc.array(anyValues, { minLength: 1, maxLength: 4 }), (rows) => {
        const cutoff = 99 + Math.max(...rows.map((row) => row.length));
        const together = forecast(forecaster, panelOf('daily', ...rows), cutoff);
        const alone = rows.map((row) => forecast(forecaster, panelOf('daily', row), cutoff)[0]);
        expect(together).toEqual(alone);
      }),
      { numRuns: 20 },
    );
  });

  it('says the same of the first lead times whatever horizon is asked', () => {
    const values = Array.from({ length: 80 }, (_, index) => index % 5);
    const panel = panelOf('daily', values);
    const long = forecast(forecaster, panel, 179)[0]!;
    const short = forecast(forecaster, panel, 179, 3)[0]!;
    expect(short.mean).toEqual(long.mean.subarray(0, 3));
    expect(short.median).toEqual(long.median.subarray(0, 3));
    expect(short.quantiles.subarray(0, 3)).toEqual(long.quantiles.subarray(0, 3));
  });

  it('says the same at a level whatever other levels are asked', () => {
    fc.assert(
      fc.property(anyValues, anyFrequency, (values, frequency) => {
        const panel = panelOf(frequency, values);
        const cutoff = 99 + values.length;
        const fitted = forecaster.fit(panel, { cutoff, horizon, seed: 1 });
        const all = fitted.forecast({ horizon, quantileLevels: levels })[0]!;
        const alone = fitted.forecast({ horizon, quantileLevels: [levels[3]!] })[0]!;
        const own = all.quantiles.subarray(3 * horizon, 4 * horizon);
        expect(alone).toEqual({ ...all, quantiles: own });
      }),
      { numRuns: 20 },
    );
  });

  it('refuses a horizon beyond that of its fit', () => {
    const panel = panelOf('daily', [1, 2, 3]);
    for (const wrong of [0, horizon + 1, 1.5]) {
      expect(() => forecast(forecaster, panel, 102, wrong)).toThrow(`found ${wrong}`);
    }
  });

  it.each([
    ['empty', []],
    ['unknown', [unknown, unknown, unknown]],
    ['all-zero', new Array<number>(50).fill(0)],
    ['negative', new Array<number>(50).fill(-2)],
  ])('forecasts zero at every level from an %s history', (_name, values) => {
    const { mean, median, quantiles } = forecastOne(forecaster, values);
    for (const numbers of [mean, median, quantiles]) {
      expect(numbers).toEqual(new Float64Array(numbers.length));
    }
  });

  it('repeats a constant without doubt', () => {
    const { mean, quantiles } = forecastOne(forecaster, new Array<number>(500).fill(2.5));
    for (const number of [...mean, ...quantiles]) expect(number).toBeCloseTo(2.5, 9);
  });

  it('repeats a single value, widely in doubt', () => {
    const { mean, median, quantiles } = forecastOne(forecaster, [10]);
    expect(mean).toEqual(new Float64Array(horizon).fill(10));
    expect(median).toEqual(mean);
    expect(quantiles[0]).toBe(0);
    expect(quantiles.at(-1)).toBeGreaterThan(20);
  });

  it('keeps its level through a gap before the cutoff', () => {
    const known = new Array<number>(60).fill(4);
    const { mean } = forecastOne(forecaster, [...known, ...new Array<number>(10).fill(unknown)]);
    for (const number of mean) expect(number).toBeCloseTo(4, 9);
    const ended = forecast(forecaster, panelOf('daily', known), 169)[0]!;
    expect(ended.mean).toEqual(mean);
  });

  it('gives whole quantiles for whole demand and not for other demand', () => {
    const counts = Array.from({ length: 200 }, (_, index) => (index * 7) % 11);
    const whole = forecastOne(forecaster, counts);
    expect(whole.quantiles.every((number) => Number.isInteger(number))).toBe(true);
    const weights = counts.map((count) => count * 0.75);
    const other = forecastOne(forecaster, weights);
    expect(other.quantiles.some((number) => !Number.isInteger(number))).toBe(true);
  });

  it('changes its unit with the unit of demand', () => {
    const thirds = fc.integer({ min: 0, max: 40 }).map((number) => number / 3 + 0.1);
    fc.assert(
      fc.property(fc.array(thirds, { minLength: 150, maxLength: 160 }), (values) => {
        const one = forecastOne(forecaster, values);
        const four = forecastOne(
          forecaster,
          values.map((number) => number * 4),
        );
        for (const field of ['mean', 'median', 'quantiles'] as const) {
          expect(four[field]).toEqual(one[field].map((number) => number * 4));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('needs a positive number of values, within its input size', () => {
    for (const frequency of frequencies) {
      const season = seasonLength(frequency);
      expect(forecaster.minimumLength(season)).toBeGreaterThanOrEqual(1);
      expect(forecaster.inputSize(season, horizon)).toBeGreaterThanOrEqual(
        forecaster.minimumLength(season) + horizon,
      );
    }
  });
});
