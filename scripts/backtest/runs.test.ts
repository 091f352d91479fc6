import { describe, expect, it } from 'vitest';

import type {
  BacktestComparison,
  BacktestSummary,
} from '../../server/application/backtests/index.ts';
import { aRun } from '../../server/application/backtests/testing/a-run.ts';
import { comparisonCsv, comparisonJson, formatComparison, formatRuns, runJson } from './index.ts';

const { itemIds, ...finished } = aRun(3);
const summary: BacktestSummary = { ...finished, items: itemIds.length, unitsDone: 2 };
const unfinished: BacktestSummary = {
  ...summary,
  id: 4,
  config: { ...summary.config, models: ['a', 'b', 'c', 'd'] },
  completedAt: null,
};

describe('a list of runs', () => {
  it('names few models and counts many, and says what is done', () => {
    const lines = formatRuns([unfinished, summary]).split('\n');
    expect(lines[1]).toMatch(
      /^ +4 +shop +2 +4 models +2 x 2 +2 +2026-01-01 00:00 +1\.2\.3 +2 of 8 units +-$/,
    );
    expect(lines[2]).toMatch(/^ +3 +shop +2 +naive +2 x 2 .* finished +2026-01-02 00:01$/);
  });

  it('is JSON with the number of units', () => {
    expect(runJson(unfinished)).toMatchObject({ id: 4, units: 8, unitsDone: 2, items: 2 });
  });
});

const scores = {
  wape: 0.7,
  wapeMean: 0.72,
  bias: -0.05,
  rmsse: 0.9,
  wrmsse: 0.85,
  wspl: null,
  fva: 20,
  coverage: [{ nominal: 0.8, coverage: 0.82, shared: 0.8, width: 2 }],
};
const comparison: BacktestComparison = {
  runs: [aRun(3), aRun(4)],
  level: null,
  levels: ['total', 'item-store'],
  windows: 6,
  lines: [
    {
      run: 4,
      model: 'theta',
      scores,
      seconds: 2,
      against: { run: 3, model: 'naive' },
      differences: { wape: -0.2, wapeMean: -0.1, rmsse: -0.01, wrmsse: 0.1234, wspl: null },
      windowsBetter: 5,
    },
    {
      run: 3,
      model: 'naive',
      scores,
      seconds: 1,
      against: null,
      differences: null,
      windowsBetter: null,
    },
  ],
  notes: ['seed: 1 in run 3, 2 in run 4'],
};

describe('a comparison', () => {
  it('is a table with differences, in points for WAPE, and what else differs', () => {
    const text = formatComparison(comparison);
    const lines = text.split('\n');
    expect(lines[0]).toBe('Backtests 3, 4 of shop: 6 windows x 2 periods');
    expect(lines[3]).toMatch(
      /^theta +4 +70\.0 +-20\.0 +-5\.0 +0\.900 +-0\.010 +0\.850 +\+0\.123 +- +- +82\.0 +5\/6 +naive, run 3$/,
    );
    expect(lines[4]).toMatch(/^naive +3 +70\.0 +- .* - +-$/);
    expect(text).toContain('WRMSSE and WSPL: mean over 2 levels.');
    expect(text).toContain('Differs in seed: 1 in run 3, 2 in run 4.');
    expect(formatComparison({ ...comparison, level: 'store' })).toContain('level store.');
  });

  it('is CSV with a line per run and model, and JSON with coverage by percent', () => {
    const lines = comparisonCsv(comparison).trim().split('\n');
    expect(lines[0]).toMatch(/^run,model,level,wape,.*,diff_wspl,windows_better$/);
    expect(lines[1]).toBe(
      '4,theta,all,0.7,0.72,-0.05,0.9,0.85,,20,0.82,,2,3,naive,-0.2,-0.1,-0.01,0.1234,,5',
    );
    expect(lines[2]!.split(',')).toHaveLength(lines[0]!.split(',').length);
    expect(comparisonJson(comparison)).toMatchObject({
      runs: [{ run: 3, protocol: { dataset: 'shop', items: 2 } }, { run: 4 }],
      lines: [{ model: 'theta', scores: { coverage: { '80': 0.82 } } }, {}],
    });
  });
});
