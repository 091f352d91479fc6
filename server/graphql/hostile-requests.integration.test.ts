import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type RunningApp, startApp } from '../testing/running-app.ts';
import { ingestShop, shopKey } from '../testing/shop-data.ts';
import { globalId } from './node/global-id.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await startApp({ MAX_REQUEST_BYTES: '20000000' });
  await ingestShop(running.app.ingestions, { items: 5, days: 60 });
});

afterAll(async () => {
  await running[Symbol.asyncDispose]();
});

const item = globalId({ kind: 'Item', dataset: 'shop', key: shopKey(0) });
const asked = 'dataset: "shop", itemKeys: ["ITEM_000"]';
const forecastBy = 'query ($input: ForecastInput!) { forecast(input: $input) { horizon } }';
const base = { dataset: 'shop', itemKeys: [shopKey(0)] };
const ingestBy =
  'mutation ($input: IngestDemandInput!) { ingestDemand(input: $input) { ingestion { id } userErrors { code } } }';
const firstBy = 'query ($n: Int) { items(dataset: "shop", first: $n) { nodes { key } } }';

interface Case {
  readonly what: string;
  readonly query: string;
  readonly variables?: object;
  readonly reason: string;
  readonly says: RegExp;
}

function nested(depth: number): string {
  const open =
    '{ items(dataset: "shop", first: 1) { nodes { dataset { ingestions(first: 1) { dataset '.repeat(
      1,
    );
  return `${open}${'{ ingestions(first: 1) { dataset '.repeat(depth)}{ slug }${' } }'.repeat(depth)} } } } } }`;
}

const cases: readonly Case[] = [
  {
    what: 'a syntax error',
    query: '{ datasets { slug ',
    reason: 'GRAPHQL_PARSE_FAILED',
    says: /Correct the syntax/,
  },
  {
    what: 'an unknown field',
    query: '{ dataset(slug: "shop") { slugg } }',
    reason: 'GRAPHQL_VALIDATION_FAILED',
    says: /slugg.*Correct the query/,
  },
  {
    what: 'a missing operation',
    query: 'query A { apiVersion } query B { apiVersion }',
    reason: 'OPERATION_RESOLUTION_FAILURE',
    says: /operationName/,
  },
  {
    what: 'first of 0',
    query: firstBy,
    variables: { n: 0 },
    reason: 'INVALID_INPUT',
    says: /Ask for 1 to 100/,
  },
  {
    what: 'first of -1',
    query: firstBy,
    variables: { n: -1 },
    reason: 'INVALID_INPUT',
    says: /Ask for 1 to 100/,
  },
  {
    what: 'a huge first by variable',
    query: firstBy,
    variables: { n: 200_000 },
    reason: 'LIMIT_EXCEEDED',
    says: /at most 100/,
  },
  {
    what: 'a huge first as a literal',
    query: '{ items(dataset: "shop", first: 2000000000) { nodes { key } } }',
    reason: 'LIMIT_EXCEEDED',
    says: /at most 100/,
  },
  {
    what: 'a first beyond integers',
    query: firstBy,
    variables: { n: 1e12 },
    reason: 'BAD_USER_INPUT',
    says: /32-bit.*Correct the variables/s,
  },
  {
    what: 'a cursor of our own making',
    query: '{ items(dataset: "shop", after: "x") { nodes { key } } }',
    reason: 'INVALID_CURSOR',
    says: /endCursor/,
  },
  {
    what: 'an unknown dataset',
    query: '{ items(dataset: "none") { nodes { key } } }',
    reason: 'DATASET_NOT_FOUND',
    says: /datasets/,
  },
  {
    what: 'a dataset name with NUL',
    query: '{ items(dataset: "a\\u0000b") { nodes { key } } }',
    reason: 'INVALID_INPUT',
    says: /NUL/,
  },
  {
    what: 'an SQL injection in a filter',
    query: `{ items(dataset: "shop", filter: { keyPrefix: "%' or 1=1; drop table item; --" }) { nodes { key } } }`,
    reason: '',
    says: /^$/,
  },
  {
    what: 'a malformed id',
    query: '{ item(id: "nonsense") { key } }',
    reason: 'INVALID_ID',
    says: /Take ids from/,
  },
  {
    what: 'the id of something else',
    query: `{ item(id: "${globalId({ kind: 'Dataset', slug: 'shop' })}") { key } }`,
    reason: 'INVALID_ID',
    says: /id of an item/,
  },
  {
    what: 'a huge id',
    query: 'query ($id: ID!) { node(id: $id) { id } }',
    variables: { id: 'A'.repeat(1_000_000) },
    reason: 'INVALID_ID',
    says: /Take ids from/,
  },
  {
    what: 'a million ids',
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: Array(1_000_000).fill('QQ') },
    reason: 'LIMIT_EXCEEDED',
    says: /1000000.*at most 500/,
  },
  {
    what: 'a million items',
    query: forecastBy,
    variables: { input: { items: Array(1_000_000).fill('QQ') } },
    reason: 'LIMIT_EXCEEDED',
    says: /1000000.*at most 500/,
  },
  {
    what: 'a million item keys',
    query: forecastBy,
    variables: { input: { dataset: 'shop', itemKeys: Array(1_000_000).fill('A') } },
    reason: 'LIMIT_EXCEEDED',
    says: /1000000.*at most 500/,
  },
  {
    what: 'unknown item keys',
    query: forecastBy,
    variables: { input: { ...base, itemKeys: ['X', 'Y'] } },
    reason: 'ITEMS_NOT_FOUND',
    says: /"X", "Y"/,
  },
  {
    what: 'no items',
    query: forecastBy,
    variables: { input: {} },
    reason: 'INVALID_INPUT',
    says: /name the items/,
  },
  {
    what: 'horizon 0',
    query: forecastBy,
    variables: { input: { ...base, horizon: 0 } },
    reason: 'INVALID_INPUT',
    says: /horizon/,
  },
  {
    what: 'horizon -1',
    query: forecastBy,
    variables: { input: { ...base, horizon: -1 } },
    reason: 'INVALID_INPUT',
    says: /horizon/,
  },
  {
    what: 'horizon 10⁹',
    query: forecastBy,
    variables: { input: { ...base, horizon: 1_000_000_000 } },
    reason: 'LIMIT_EXCEEDED',
    says: /at most 365/,
  },
  {
    what: 'horizon NaN',
    query: `{ forecast(input: { ${asked}, horizon: NaN }) { horizon } }`,
    reason: 'GRAPHQL_VALIDATION_FAILED',
    says: /NaN.*Correct the query/,
  },
  {
    what: 'horizon 1.5',
    query: forecastBy,
    variables: { input: { ...base, horizon: 1.5 } },
    reason: 'BAD_USER_INPUT',
    says: /Correct the variables/,
  },
  {
    what: 'quantile levels in percent',
    query: forecastBy,
    variables: { input: { ...base, quantileLevels: [90] } },
    reason: 'INVALID_INPUT',
    says: /fractions/,
  },
  {
    what: 'an unknown model',
    query: forecastBy,
    variables: { input: { ...base, model: 'gpt' } },
    reason: 'MODEL_NOT_FOUND',
    says: /naive/,
  },
  {
    what: 'a cutoff that is no date',
    query: forecastBy,
    variables: { input: { ...base, cutoff: 'tomorrow' } },
    reason: 'INVALID_DATE',
    says: /YYYY-MM-DD/,
  },
  {
    what: 'a cutoff on 30 February',
    query: forecastBy,
    variables: { input: { ...base, cutoff: '2015-02-30' } },
    reason: 'INVALID_DATE',
    says: /28 days/,
  },
  {
    what: 'a cutoff without data',
    query: forecastBy,
    variables: { input: { ...base, cutoff: '1999-01-01' } },
    reason: 'INVALID_INPUT',
    says: /cutoff/,
  },
  {
    what: 'an asOf that is no instant',
    query: forecastBy,
    variables: { input: { ...base, asOf: 'now' } },
    reason: 'BAD_USER_INPUT',
    says: /Correct the variables/,
  },
  {
    what: 'an asOf before any data',
    query: forecastBy,
    variables: { input: { ...base, asOf: '1999-01-01T00:00:00Z' } },
    reason: 'NO_DATA_AS_OF',
    says: /later asOf/,
  },
  {
    what: 'a history of too many periods',
    query: `{ item(id: "${item}") { history(last: 999999) { dates } } }`,
    reason: 'LIMIT_EXCEEDED',
    says: /at most 5000/,
  },
  {
    what: 'a history from a wrong date',
    query: `{ item(id: "${item}") { history(from: "01.02.2015") { dates } } }`,
    reason: 'INVALID_DATE',
    says: /YYYY-MM-DD/,
  },
  {
    what: 'a history with from and last',
    query: `{ item(id: "${item}") { history(from: "2015-01-01", last: 3) { dates } } }`,
    reason: 'INVALID_INPUT',
    says: /not both/,
  },
  {
    what: 'a hundred aliases',
    query: `{ ${Array.from({ length: 100 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
    reason: 'LIMIT_EXCEEDED',
    says: /more than 30 aliases/,
  },
  { what: 'fields too deep', query: nested(8), reason: 'LIMIT_EXCEEDED', says: /deep/ },
  {
    what: 'fragments that hide the depth',
    query: `{ dataset(slug: "shop") { ...A } } ${'ABCDEFGH'
      .split('')
      .map(
        (name, index) =>
          `fragment ${name} on Dataset { ${index === 7 ? 'slug' : `ingestions(first: 1) { dataset { ...${'BCDEFGHI'.at(index)} } }`} }`,
      )
      .join(' ')}`,
    reason: 'LIMIT_EXCEEDED',
    says: /deep/,
  },
  {
    what: 'a fragment that contains itself',
    query: '{ dataset(slug: "shop") { ...A } } fragment A on Dataset { slug ...A }',
    reason: 'GRAPHQL_VALIDATION_FAILED',
    says: /Correct the query/,
  },
  {
    what: 'too many tokens',
    query: `{ ${'__typename '.repeat(3000)} }`,
    reason: 'GRAPHQL_PARSE_FAILED',
    says: /tokens/,
  },
  {
    what: 'too many values by variables',
    query:
      'query ($last: Int, $n: Int) { items(dataset: "shop", first: $n) { nodes { a: history(last: $last) { dates demand prices } b: history(last: $last) { dates demand prices } } } }',
    variables: { last: 5000, n: 100 },
    reason: 'LIMIT_EXCEEDED',
    says: /up to \d+ values/,
  },
];

describe('a hostile request', () => {
  test.each(cases)('with $what is answered with a typed error, or harmlessly', async (given) => {
    const { errors, data, extensions } = await running.post(given.query, given.variables);
    if (given.reason === '') {
      expect([errors, data]).toEqual([[], { items: { nodes: [] } }]);
      return;
    }
    expect(errors[0]?.extensions['reason'], errors[0]?.message).toBe(given.reason);
    expect(errors[0]?.message).toMatch(given.says);
    expect(errors[0]?.extensions['code']).not.toBe('INTERNAL_SERVER_ERROR');
    expect(errors[0]?.extensions['traceId']).toBe(extensions['traceId']);
    expect(JSON.stringify(errors)).not.toMatch(/\.ts|node_modules|select |postgres:/);
    expect(JSON.stringify(errors).length).toBeLessThan(10_000);
  });

  test.each([
    ['an item id', 'query ($id: ID!) { node(id: $id) { id } }'],
    ['a dataset', 'query { dataset(slug: "a\\u0000") { slug } }'],
    ['an item key', forecastBy],
    ['new demand', ingestBy],
  ])('with a NUL character in %s finds nothing or is refused by name', async (_what, query) => {
    const key = 'a\u0000b';
    const id = globalId({ kind: 'Item', dataset: 'shop', key });
    const updates = [{ item: key, start: '2015-01-01', values: [1] }];
    const input =
      query === ingestBy
        ? { dataset: 'shop', createItems: true, updates }
        : { dataset: 'shop', itemKeys: [key] };
    const { errors, data } = await running.post(query, { id, input });
    for (const { extensions } of errors) {
      expect(['INVALID_INPUT', 'ITEMS_NOT_FOUND']).toContain(extensions['reason']);
    }
    if (errors.length === 0) {
      const refused = {
        ingestDemand: { ingestion: null, userErrors: [{ code: 'INVALID_INPUT' }] },
      };
      expect([{ node: null }, { dataset: null }, refused]).toContainEqual(data);
    }
  });

  test('asks for nothing more than GraphiQL’s introspection query, which is allowed', async () => {
    const query = getIntrospectionQuery({
      inputValueDeprecation: true,
      schemaDescription: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      oneOf: true,
    });
    expect((await running.post(query)).errors).toEqual([]);
  });
});
