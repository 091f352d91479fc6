import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { auditChecks } from './audit.ts';
import { AuditBuilder } from './audit-builder.ts';
import { spikeLevel } from './spikes.ts';

const daily = { frequency: 'daily', weekStartsOn: 1 } as const;
const unknown = Number.NaN;

function audit(now: string, ...series: readonly (readonly number[])[]): Record<string, unknown> {
  const builder = new AuditBuilder(daily, new Date(now));
  for (const [index, values] of series.entries()) {
    builder.series(`item ${index}`, 0, Float32Array.from(values));
  }
  const { findings } = builder.build();
  expect(findings.map(({ check }) => check)).toEqual(auditChecks);
  const found = findings.filter(({ count }) => count > 0);
  return Object.fromEntries(
    found.map(({ check, count, examples }) => [check, [count, ...examples]]),
  );
}

describe('AuditBuilder', () => {
  it('finds nothing in a plain series', () => {
    expect(audit('1980-01-01', [1, 2, 0, 3])).toEqual({});
  });

  it('counts gaps only between known values', () => {
    expect(audit('1980-01-01', [unknown, 1, unknown, unknown, 2, unknown])).toEqual({
      gaps: [2, 'item 0: 2, the first 1970-01-03'],
    });
    expect(audit('1980-01-01', [unknown, unknown])).toEqual({});
  });

  it('tells leading zeros from a series without a sale', () => {
    expect(audit('1980-01-01', [unknown, 0, 0, 1], [0, 0])).toEqual({
      'leading-zeros': [1, 'item 0: 2 up to 1970-01-03'],
      'all-zero': [1, 'item 1: from 1970-01-01'],
    });
  });

  it('counts values after the current period, which itself is no future', () => {
    expect(audit('1970-01-02T23:00:00Z', [1, 2, 3, unknown, 5])).toMatchObject({
      'future-dates': [2, 'item 0: 2 from 1970-01-03'],
    });
  });

  it('names at most 5 of many places', () => {
    const many = Array.from({ length: 9 }, () => [0]);
    expect(audit('1980-01-01', ...many)['all-zero']).toHaveLength(1 + 5);
  });
});

describe('spikeLevel', () => {
  it('is three times the 99th percentile of what is not zero', () => {
    const values = Array.from({ length: 201 }, (_, index) => index + 1);
    expect(spikeLevel(Float32Array.from([0, unknown, ...values]))).toBe(3 * 199);
  });

  it('is not moved by one spike in a short series', () => {
    expect(spikeLevel(Float32Array.from([...Array<number>(20).fill(2), 1000]))).toBe(6);
  });

  it('does not exist for fewer than 10 sales', () => {
    expect(spikeLevel(Float32Array.from([...Array<number>(8).fill(2), 1000]))).toBe(Infinity);
  });

  it('never leaves more than 1 % of the values, and one, above it', () => {
    const values = fc.array(fc.nat(1000), { minLength: 10, maxLength: 500 });
    fc.assert(
      fc.property(values, (numbers) => {
        const level = spikeLevel(Float32Array.from(numbers));
        const above = numbers.filter((value) => value > level).length;
        expect(above).toBeLessThanOrEqual(Math.ceil(numbers.length / 100) + 1);
      }),
    );
  });
});
