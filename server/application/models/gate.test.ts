import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { loadConfig } from '../../config/index.ts';
import { evaluateGate, type GateCheckName, type GateEvidence } from './gate.ts';

const limits = loadConfig({});
const good: GateEvidence = {
  source: 'backtest 1',
  wape: 0.6,
  fva: 12,
  bias: -0.02,
  coverage: [{ nominal: 0.8, coverage: 0.95, shared: 0.78 }],
  singleRunWape: 0.58,
  champion: { version: '1', wape: 0.61 },
  latencyMs: 20,
  bytes: 1000,
};

function failing(change: Partial<GateEvidence>): readonly GateCheckName[] {
  const { checks, passed } = evaluateGate({ ...good, ...change }, limits);
  const failed = checks.filter((check) => !check.passed).map(({ check }) => check);
  expect(passed).toBe(failed.length === 0);
  return failed;
}

describe('the gate', () => {
  it('lets a version pass that reaches everything', () => {
    expect(failing({})).toEqual([]);
    expect(failing({ champion: null })).toEqual([]);
  });

  it.each<[Partial<GateEvidence>, GateCheckName]>([
    [{ fva: 4.9 }, 'wape-against-seasonal-naive'],
    [{ fva: null }, 'wape-against-seasonal-naive'],
    [{ champion: { version: '1', wape: 0.599 } }, 'wape-against-champion'],
    [{ champion: { version: '1', wape: null } }, 'wape-against-champion'],
    [{ singleRunWape: 0.52 }, 'backtest-against-single-run'],
    [{ singleRunWape: null }, 'backtest-against-single-run'],
    [{ singleRunWape: 0 }, 'backtest-against-single-run'],
    [{ bias: -0.11 }, 'bias'],
    [{ bias: 0.11 }, 'bias'],
    [{ bias: null }, 'bias'],
    [{ coverage: [{ nominal: 0.8, coverage: 0.8, shared: 0.69 }] }, 'coverage'],
    [{ coverage: [{ nominal: 0.8, coverage: 0.91, shared: null }] }, 'coverage'],
    [{ coverage: [{ nominal: 0.8, coverage: null, shared: null }] }, 'coverage'],
    [{ coverage: [] }, 'coverage'],
    [{ latencyMs: 501 }, 'latency'],
    [{ latencyMs: null }, 'latency'],
    [{ bytes: 104_857_601 }, 'size'],
  ])('refuses %j for %s alone', (change, check) => {
    expect(failing(change)).toEqual([check]);
  });

  it('never passes a version that is worse in one score and no better in any other', () => {
    const share = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(share, share, share, (wape, excess, fva) => {
        const better = evaluateGate({ ...good, wape, fva: fva * 10 }, limits);
        const worse = evaluateGate(
          { ...good, wape: wape + excess, fva: fva * 10 - excess },
          limits,
        );
        expect(worse.passed && !better.passed).toBe(false);
      }),
    );
  });

  it('says of each check what was found and what was expected', () => {
    const { checks } = evaluateGate(good, limits);
    expect(checks[1]).toMatchObject({ found: expect.closeTo(-1) as number });
    expect(checks.map(({ detail, expected }) => `${detail} ${expected}`)).toEqual([
      '12 points better. at least 5 points',
      '1 points better than 1. at most 0 points worse',
      '3.45 %. at most 15 %',
      '2 %. at most 10 %',
      '2 points. at most 10 points',
      '20 ms. at most 500 ms',
      '1000 bytes. at most 104857600 bytes',
    ]);
  });
});
