import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { shopCatalog } from '../testing/catalog-fixture.ts';
import { createTestApi } from '../testing/test-api.ts';
import { startTestService, type TestService } from '../testing/test-service.ts';

const json = 'application/json';

let service: TestService;

beforeAll(async () => {
  const catalog = shopCatalog();
  const api = await createTestApi({ catalog, series: catalog });
  service = await startTestService(api, { settings: { maxRequestBytes: 10_000 } });
});

afterAll(async () => {
  await service.stop();
});

interface Case {
  readonly what: string;
  readonly contentType?: string;
  readonly body?: string;
  readonly method?: string;
  readonly path?: string;
  readonly status: number;
  readonly reason: string;
}

const cases: readonly Case[] = [
  { what: 'truncated JSON', body: '{"query": "{ __typ', status: 400, reason: 'MALFORMED_JSON' },
  { what: 'no body', body: '', status: 400, reason: 'EMPTY_BODY' },
  {
    what: 'a body of another type',
    contentType: 'application/xml',
    body: '<q/>',
    status: 415,
    reason: 'UNSUPPORTED_MEDIA_TYPE',
  },
  {
    what: 'a form',
    contentType: 'application/x-www-form-urlencoded',
    body: 'query=x',
    status: 415,
    reason: 'UNSUPPORTED_MEDIA_TYPE',
  },
  {
    what: 'plain text, as a foreign page could send it',
    contentType: 'text/plain',
    body: '{"query":"{__typename}"}',
    status: 400,
    reason: 'BAD_REQUEST',
  },
  {
    what: 'an array, that is a batch',
    body: '[{"query":"{__typename}"}]',
    status: 400,
    reason: 'BAD_REQUEST',
  },
  { what: 'a number', body: '7', status: 400, reason: 'BAD_REQUEST' },
  { what: 'a query that is no text', body: '{"query": 7}', status: 400, reason: 'BAD_REQUEST' },
  {
    what: 'prototype pollution',
    body: '{"__proto__": {"x": 1}}',
    status: 400,
    reason: 'MALFORMED_JSON',
  },
  {
    what: 'too large a body',
    body: `{"query":"{__typename}","x":"${'x'.repeat(10_000)}"}`,
    status: 413,
    reason: 'LIMIT_EXCEEDED',
  },
  {
    what: 'a persisted query',
    body: '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}',
    status: 200,
    reason: 'PERSISTED_QUERY_NOT_SUPPORTED',
  },
  {
    what: 'a method that GraphQL does not have',
    method: 'DELETE',
    status: 405,
    reason: 'BAD_REQUEST',
  },
  {
    what: 'a mutation by GET',
    method: 'GET',
    path: '/graphql?query=mutation%7B__typename%7D',
    status: 405,
    reason: 'BAD_REQUEST',
  },
  {
    what: 'a path that does not exist',
    path: '/graphq',
    body: '{}',
    status: 404,
    reason: 'NOT_FOUND',
  },
];

describe('a malformed request', () => {
  test.each(cases)('with $what is refused in GraphQL’s shape', async (given) => {
    const { method = 'POST', path = '/graphql', contentType = json, body } = given;
    const response = await fetch(`${service.url}${path}`, {
      method,
      ...(body === undefined
        ? { headers: { 'apollo-require-preflight': 'yes' } }
        : { headers: { 'content-type': contentType }, body }),
    });
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(text).not.toMatch(/node_modules|\bat \w+ \(|<html/);
    expect([response.status, text]).toEqual([given.status, text]);
    expect(JSON.parse(text)).toMatchObject({
      errors: [
        {
          message: expect.stringMatching(/\.$/) as string,
          extensions: { reason: given.reason, traceId: response.headers.get('x-trace-id') },
        },
      ],
      extensions: { traceId: response.headers.get('x-trace-id') },
    });
  });
});
