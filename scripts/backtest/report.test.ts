import type { LeaderboardEntry, PooledScores } from '#core/backtest';
import { describe, expect, it } from 'vitest';

import type { BacktestReport } from '../../server/application/backtests/index.ts';
import { formatReport, reportCsv, reportHtml, reportJson } from './index.ts';

const level = (name: string, wape: number | null): PooledScores => ({
  level: name,
  series: 2,
  scored: 8,
  wape,
  wapeMean: wape,
  bias: -0.05,
  rmsse: 0.9,
  wrmsse: wape,
  wspl: 0.25,
  fva: wape === null ? null : 100 * (0.7 - wape),
  coverage: [
    { nominal: 0.95, coverage: 0.93, shared: 0.92, width: 4 },
    { nominal: 0.8, coverage: 0.82, shared: 0.79, width: 2 },
  ],
  leadTimes: [
    { leadTime: 1, wape, bias: 0 },
    { leadTime: 2, wape: null, bias: null },
  ],
});

const entry = (model: string, wape: number | null): LeaderboardEntry => ({
  ...level('item-store', wape),
  model,
  seconds: 1.5,
  windows: [{ window: 0, wape, wrmsse: wape }],
  levels: [level('total', wape), level('item-store', wape)],
});

const report: BacktestReport = {
  run: {
    id: 7,
    datasetId: 1,
    config: {
      dataset: 'a <b>bold</b> "shop"',
      datasetVersion: 'ab'.repeat(32),
      frequency: 'daily',
      missingValuePolicy: 'zero',
      models: ['seasonal-naive', 'better', 'unscored'],
      horizon: 2,
      windows: 1,
      stepSize: 2,
      refit: 1,
      inputSize: null,
      quantileLevels: [0.025, 0.1, 0.9, 0.975],
      levels: ['total', 'item-store'],
      weights: 'unit-sales',
      seed: 1,
      release: '1.2.3',
    },
    asOf: new Date('2026-01-01T00:00:00Z'),
    itemIds: [1, 2],
    createdAt: new Date('2026-01-02T00:00:00Z'),
    completedAt: new Date('2026-01-02T00:01:00Z'),
    resultHash: 'cd'.repeat(32),
  },
  windows: [{ cutoff: '2025-12-29', from: '2025-12-30', to: '2025-12-31' }],
  leaderboard: [entry('better', 0.6), entry('seasonal-naive', 0.8), entry('unscored', null)],
};

describe('a report', () => {
  it('is a table for people, with a dash where a score is undefined', () => {
    const lines = formatReport(report).split('\n');
    expect(lines[0]).toBe(
      'Backtest 7 of a <b>bold</b> "shop": 2 items, 1 windows x 2 periods, 2025-12-30 to 2025-12-31',
    );
    expect(lines[3]).toMatch(
      /^better +60\.0 +60\.0 +-5\.0 +\+10\.0 +0\.900 +0\.600 +0\.250 +82\.0 +93\.0 +79\.0 +92\.0 +1\.5 s$/,
    );
    expect(lines[5]).toMatch(/^unscored +- +- /);
  });

  it('is JSON with coverage by percent', () => {
    expect(reportJson(report)).toMatchObject({
      run: 7,
      protocol: { dataset: report.run.config.dataset, items: 2, resultHash: 'cd'.repeat(32) },
      leaderboard: [
        {
          model: 'better',
          coverage: { '80': 0.82, '95': 0.93 },
          coverageShared: { '80': 0.79, '95': 0.92 },
        },
        {},
        {},
      ],
    });
  });

  it('is CSV with a line per model and level', () => {
    const lines = reportCsv(report).trim().split('\n');
    expect(lines[0]).toBe(
      'model,level,series,wape,wape_mean,bias,rmsse,wrmsse,wspl,fva,coverage_95,coverage_80,coverage_shared_95,coverage_shared_80,seconds',
    );
    expect(lines[3]).toBe(
      'better,item-store,2,0.6,0.6,-0.05,0.9,0.6,0.25,9.999999999999998,0.93,0.82,0.92,0.79,1.5',
    );
    expect(lines).toHaveLength(10);
  });

  it('is a page that holds names as text and marks the best', () => {
    const page = reportHtml(report);
    expect(page).toContain('a &lt;b&gt;bold&lt;/b&gt; &quot;shop&quot;');
    expect(page).not.toContain('<b>');
    expect(page).toContain('<tr><td>better</td><td class="best">60.0</td>');
    expect(page.match(/<svg /g)).toHaveLength(6);
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('draws negative value added to the left of zero', () => {
    const bars = /points of WAPE<\/figcaption>(.*?)<\/figure>/s.exec(reportHtml(report))?.[1] ?? '';
    const zero = Number(/<line class="grid" x1="([\d.]+)"/.exec(bars)?.[1]);
    const naive = /<rect class="naive" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/.exec(bars);
    expect(Number(naive?.[1]) + Number(naive?.[2])).toBeCloseTo(zero, 0);
    expect(Number(naive?.[1])).toBeLessThan(zero);
  });
});
