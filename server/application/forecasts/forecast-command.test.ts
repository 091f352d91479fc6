import { isForecastError } from '#core/errors';
import { describe, expect, it } from 'vitest';

import { parseForecastCommand } from './forecast-command.ts';

const limits = { defaultHorizon: 28, maxHorizon: 60, maxItems: 3, maxQuantileLevels: 5 };
const parse = (input: unknown) => parseForecastCommand(input, limits);

function codeOf(input: unknown): string {
  try {
    parse(input);
  } catch (error) {
    if (isForecastError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('parseForecastCommand', () => {
  it('fills in the default horizon and quantile levels', () => {
    const command = parse({ dataset: 'demo', itemKeys: ['a'] });
    expect(command.horizon).toBe(28);
    expect(command.quantileLevels).toEqual([0.1, 0.25, 0.5, 0.75, 0.9]);
    expect(command).toMatchObject({ model: null, asOf: null, cutoff: null });
  });

  it('groups items by dataset and keeps the order in which they were named, without repetition', () => {
    const command = parse({
      items: [
        { dataset: 'b', key: '1' },
        { dataset: 'a', key: '1' },
        { dataset: 'b', key: '1' },
      ],
    });
    expect(command.order).toEqual([
      { dataset: 'b', key: '1' },
      { dataset: 'a', key: '1' },
    ]);
    expect([...command.keysByDataset]).toEqual([
      ['b', ['1']],
      ['a', ['1']],
    ]);
  });

  it('sorts quantile levels and drops repeated ones', () => {
    const command = parse({ dataset: 'd', itemKeys: ['a'], quantileLevels: [0.9, 0.1, 0.9] });
    expect(command.quantileLevels).toEqual([0.1, 0.9]);
  });

  it.each([
    [{ horizon: 0 }, /horizon: must be at least 1 period/],
    [{ horizon: -1 }, /horizon: must be at least 1 period/],
    [{ horizon: 1.5 }, /whole number/],
    [{ horizon: Number.NaN }, /whole number/],
    [{ quantileLevels: [0] }, /greater than 0/],
    [{ quantileLevels: [90] }, /fractions, not percent/],
    [{ asOf: 'yesterday' }, /instant/],
    [{ itemKeys: [] }, /at least one item/],
    [{ itemKeys: [''] }, /itemKeys\.0/],
    [{ surprise: 1 }, /surprise/],
    [{ items: [{ dataset: 'd', key: 'k' }] }, /not both/],
  ])('refuses %o and says which rule is broken', (change, rule) => {
    const answer = codeOf({ dataset: 'd', itemKeys: ['a'], ...change });
    expect(answer).toMatch(/^INVALID_INPUT/);
    expect(answer).toMatch(rule);
  });

  it('refuses a request that names no item, or keys without their dataset', () => {
    expect(codeOf({})).toMatch(/^INVALID_INPUT.*name the items/);
    expect(codeOf({ itemKeys: ['a'] })).toMatch(/^INVALID_INPUT.*need the dataset/);
    expect(codeOf(null)).toMatch(/^INVALID_INPUT/);
  });

  it('names the limit, what was found and what is allowed', () => {
    expect(codeOf({ dataset: 'd', itemKeys: ['a'], horizon: 1e9 })).toMatch(
      /^LIMIT_EXCEEDED: horizon is 1000000000, but at most 60/,
    );
    expect(codeOf({ dataset: 'd', itemKeys: Array(1_000_000).fill('a') })).toMatch(
      /^LIMIT_EXCEEDED: items is 1000000, but at most 3/,
    );
    expect(
      codeOf({ dataset: 'd', itemKeys: ['a'], quantileLevels: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] }),
    ).toMatch(/^LIMIT_EXCEEDED: quantileLevels is 6/);
  });
});
