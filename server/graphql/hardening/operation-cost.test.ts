import { getOperationAST, parse } from 'graphql';
import { describe, expect, test } from 'vitest';

import { buildApiSchema } from '../schema.ts';
import { operationCost } from './operation-cost.ts';
import { queryLimits } from './query-limits.ts';

const schema = buildApiSchema();
const limits = {
  ...queryLimits,
  maxHorizon: 365,
  defaultHorizon: 28,
  maxItems: 500,
  maxQuantileLevels: 19,
  maxPageSize: 100,
  maxHistoryPeriods: 5000,
  maxIngestValues: 10_000,
  maxResponseValues: 2_000_000,
  maxRequestBytes: 1_000_000,
  requestTimeoutSeconds: 10,
};

function costOf(query: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(query);
  const operation = getOperationAST(document)!;
  return operationCost({ schema, document, operation, variables, limits });
}

describe('the cost of an operation', () => {
  test('counts fields, times the size of the lists around them', () => {
    expect(costOf('{ apiVersion }')).toBe(1);
    expect(costOf('{ items(dataset: "a", first: 10) { nodes { key store } } }')).toBe(10 * (1 + 3));
  });

  test('is the same for variables, defaults and literals', () => {
    const literal = costOf('{ items(dataset: "a", first: 50) { nodes { key } } }');
    const by = 'query ($n: Int = 50) { items(dataset: "a", first: $n) { nodes { key } } }';
    expect(costOf(by, { n: 50 })).toBe(literal);
    expect(costOf(by)).toBe(literal);
    expect(costOf(by, { n: 5 })).toBeLessThan(literal);
  });

  test('counts every number of a forecast', () => {
    const query = `query ($items: [ID!], $levels: [Float!], $h: Int) {
      forecast(input: { items: $items, quantileLevels: $levels, horizon: $h }) {
        forecasts { dates mean quantiles { level values } }
      }
    }`;
    const items = ['a', 'b', 'c'];
    const values = 3 * 30 * (2 + 2);
    const cost = costOf(query, { items, levels: [0.1, 0.9], h: 30 });
    expect(cost).toBeGreaterThanOrEqual(values);
    expect(cost).toBeLessThan(values * 1.2);
  });

  test('counts rows like columns', () => {
    const of = (fields: string) =>
      costOf(
        `{ forecast(input: { dataset: "a", itemKeys: ["A"], horizon: 100 }) { forecasts { ${fields} } } }`,
      );
    expect(of('points { mean }')).toBeGreaterThanOrEqual(of('mean'));
    expect(of('points { quantiles { value } }')).toBeGreaterThanOrEqual(
      of('quantiles { values }') - 10,
    );
  });

  test('adds up over fragments, aliases and operations of any type', () => {
    const one = costOf('{ datasets { slug } }');
    expect(costOf('{ a: datasets { slug } b: datasets { slug } }')).toBe(2 * one);
    expect(
      costOf('{ ...F datasets { ... { slug } } } fragment F on Query { datasets { slug } }'),
    ).toBe(2 * one);
    expect(
      costOf('mutation ($i: IngestDemandInput!) { ingestDemand(input: $i) { unchanged } }', {
        i: { dataset: 'a', updates: [] },
      }),
    ).toBe(2);
  });

  test('is never more than the limits of arguments allow, so that their own errors are seen', () => {
    expect(costOf('{ items(dataset: "a", first: 2000000000) { nodes { key } } }')).toBe(
      costOf('{ items(dataset: "a", first: 100) { nodes { key } } }'),
    );
    const horizon = (periods: number) =>
      costOf(
        `{ forecast(input: { dataset: "a", itemKeys: ["A"], horizon: ${periods} }) { forecasts { mean } } }`,
      );
    expect(horizon(1_000_000_000)).toBe(horizon(365));
    expect(horizon(-1)).toBe(horizon(1));
  });

  test('is without bound for fragments that double at every step', () => {
    const steps = Array.from(
      { length: 20 },
      (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
    ).join(' ');
    expect(costOf(`{ ...F0 } ${steps} fragment F20 on Query { apiVersion }`)).toBe(Infinity);
  });

  test('is left to execution where variables do not fit', () => {
    expect(costOf('query ($n: Int!) { items(dataset: "a", first: $n) { totalCount } }')).toBe(0);
  });
});
