import { expect, test } from 'vitest';

import { type LeadSums, type ModelWindow, noLeadSums } from '#core/backtest';

import { shopCatalog } from '../../testing/catalog-fixture.ts';
import type { ForecastIssue } from '../forecast-issues/index.ts';
import { RealisedErrors } from './realised-errors.ts';
import type { ScoredIssue } from './scored-issue.ts';

const horizon = 14;

interface Sold {
  readonly id: number;
  readonly cutoff: number;
  readonly modelVersion?: string;
  /** Known periods; 0 = none. */
  readonly periods?: number;
  /** In each of them. */
  readonly demand?: number;
  /** Forecast - demand, in each of them, of mean and median alike. */
  readonly error?: number;
  readonly nominal?: readonly number[];
}

/** An issue of one item whose demand has arrived for some periods. */
function scored(sold: Sold): ScoredIssue {
  const { id, cutoff, modelVersion = 'mlp@2', periods = horizon, demand = 10, error = 1 } = sold;
  const { nominal = [0.5, 0.8] } = sold;
  const each = (value: number) =>
    Float64Array.from({ length: horizon }, (_, lead) => (lead < periods ? value : 0));
  const leads: LeadSums = {
    ...noLeadSums(horizon),
    count: each(1),
    actual: each(demand),
    absoluteActual: each(demand),
    error: each(error),
    absoluteError: each(Math.abs(error)),
    medianAbsoluteError: each(Math.abs(error)),
    baselineAbsoluteError: each(2),
  };
  const intervals = nominal.map((share) => ({
    ...{ nominal: share, count: periods, inside: periods, width: 1 },
    shared: 0.75 * periods,
  }));
  const issue = {
    ...{ id, cutoff, horizon, model: 'mlp', modelVersion, artifactSha256: 'aa', datasetId: 7 },
    quantileLevels: [0.1, 0.9],
  } as Partial<ForecastIssue> as ForecastIssue;
  const level = { level: 'item-store', segment: null, series: 1, leads, intervals };
  return {
    issue,
    check: {
      ...{ id, datasetId: 7, issueId: id, configHash: '', datasetVersion: '', items: 1 },
      ...{ asOf: new Date(0), createdAt: new Date(0), through: cutoff + periods, degraded: 0 },
      scores: [level],
    },
  };
}

/** What a backtest of one lead time found of a model. */
function backtested(model: string, wape: number): ModelWindow {
  const lead = (value: number) => Float64Array.of(value);
  const leads: LeadSums = {
    ...noLeadSums(1),
    count: lead(4),
    absoluteActual: lead(100),
    medianAbsoluteError: lead(100 * wape),
  };
  const scores = { unscaled: 0, wrmsse: null, wspl: null, rmsse: null, intervals: [] };
  const level = (name: string) => ({ level: name, series: 1, ...scores, leads });
  // Of the total nothing is to be read.
  const total = { ...level('total'), leads: { ...leads, medianAbsoluteError: lead(1) } };
  return { model, window: 0, seconds: 1, levels: [total, level('item-store')] };
}

/** Backtests by the name that the model has in them: run 5, in which its WAPE is so much. */
function observe(issues: readonly ScoredIssue[], backtests: Readonly<Record<string, number>> = {}) {
  return new RealisedErrors({
    catalog: shopCatalog(),
    store: {
      latest: (id) => Promise.resolve(id === 7 ? issues.map(({ check }) => check) : []),
    },
    issues: { issues: () => Promise.resolve(issues.map(({ issue }) => issue)) },
    finder: {
      newestRunOn: (_, model) => Promise.resolve(backtests[model] === undefined ? null : 5),
    },
    backtests: {
      results: (_, models = []) =>
        Promise.resolve(models.map((name) => backtested(name, backtests[name]!))),
    },
  }).observe();
}

const topic = { dataset: 'shop', subject: '' };

test('bias and coverage are those of all issues together, and WAPE stands beside that of the same version in a backtest', async () => {
  const issues = [
    scored({ id: 2, cutoff: 101, demand: 30, error: 3, periods: 13 }),
    scored({ id: 1, cutoff: 100, demand: 10, error: -2 }),
  ];
  const demand = 30 * 13 + 10 * 14;
  const observed = await observe(issues, { 'mlp@2': 0.4 });
  expect(observed).toEqual([
    // The backtest has one lead time: more is not compared.
    { kind: 'ACCURACY', ...topic, wape: 5 / 40, baselineWape: 0.4 },
    { kind: 'BIAS', ...topic, bias: expect.closeTo((3 * 13 - 2 * 14) / demand, 12) as number },
    { kind: 'COVERAGE', ...topic, nominal: 0.8, coverage: 0.75 },
  ]);
});

test('without a backtest of that version nothing is said of accuracy', async () => {
  const observed = await observe([scored({ id: 1, cutoff: 100 })], { 'mlp@1': 0.4, mlp: 0.4 });
  expect(observed.map(({ kind }) => kind)).toEqual(['BIAS', 'COVERAGE']);
});

test('older versions are not held against the one that issues now', async () => {
  const bad = scored({ id: 1, cutoff: 90, modelVersion: 'mlp@1', error: 9 });
  const good = scored({ id: 2, cutoff: 100, error: 0 });
  expect(await observe([good, bad])).toContainEqual({ kind: 'BIAS', ...topic, bias: 0 });
  // What was issued last for an older cutoff is not the newest.
  const late = scored({ id: 3, cutoff: 90, modelVersion: 'mlp@1', error: 9 });
  expect(await observe([late, good])).toContainEqual({ kind: 'BIAS', ...topic, bias: 0 });
});

test('nothing follows from less than a week of known days, however many issues have them', async () => {
  const days = (periods: number) =>
    [100, 101, 102].map((cutoff, id) =>
      scored({ id, cutoff, periods: periods - (cutoff - 100), error: 9 }),
    );
  expect(await observe(days(6))).toEqual([]);
  expect(await observe(days(7))).not.toEqual([]);
});

test('where nothing was sold, and where nothing was checked, nothing is observed', async () => {
  expect(await observe([scored({ id: 1, cutoff: 100, demand: 0, error: 5 })])).toEqual([]);
  expect(await observe([])).toEqual([]);
});

test('issues with neither an interval of 80 % nor one of 95 % are judged by those that they have', async () => {
  const observed = await observe([scored({ id: 1, cutoff: 100, nominal: [0.5, 0.9] })]);
  expect(observed.filter(({ kind }) => kind === 'COVERAGE')).toEqual([
    { kind: 'COVERAGE', ...topic, nominal: 0.5, coverage: 0.75 },
    { kind: 'COVERAGE', ...topic, nominal: 0.9, coverage: 0.75 },
  ]);
});
