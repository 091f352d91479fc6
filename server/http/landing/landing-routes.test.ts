import { describe, expect, test } from 'vitest';

import { shopCatalog } from '../../testing/catalog-fixture.ts';
import { createTestApi } from '../../testing/test-api.ts';
import { startTestService, type TestService } from '../../testing/test-service.ts';
import type { LandingPage } from './index.ts';
import { scriptJson } from './page-security.ts';

async function serviceWith(landingPage: LandingPage): Promise<TestService> {
  const catalog = shopCatalog();
  const api = await createTestApi({ catalog, series: catalog });
  return startTestService(api, { settings: { landingPage } });
}

async function browse(service: TestService, path: string) {
  const response = await fetch(`${service.url}${path}`, {
    headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('a browser at /graphql', () => {
  test('gets Apollo Sandbox, which gives way to GraphiQL where there is no internet', async () => {
    await using service = await serviceWith('auto');
    const { headers, text } = await browse(service, '/graphql');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toContain('embeddable-sandbox.cdn.apollographql.com');
    expect(text).toContain("location.replace('/graphiql')");
    expect(text).toContain('FirstForecast');
  });

  test('gets what is configured', async () => {
    await using sandbox = await serviceWith('sandbox');
    expect((await browse(sandbox, '/graphql')).text).not.toContain("location.replace('/graphiql')");
    expect((await browse(sandbox, '/graphiql')).status).toBe(404);
    await using graphiql = await serviceWith('graphiql');
    expect((await browse(graphiql, '/graphql')).text).toContain('renderYogaGraphiQL');
    await using none = await serviceWith('none');
    expect((await browse(none, '/graphql')).text).toContain('BAD_REQUEST');
    expect((await browse(none, '/graphiql')).status).toBe(404);
  });

  test('gets an answer, not a page, when it sends a query', async () => {
    await using service = await serviceWith('auto');
    const headers = { accept: 'text/html, application/json', 'apollo-require-preflight': 'yes' };
    const response = await fetch(`${service.url}/graphql?query={apiVersion}`, { headers });
    expect(await response.json()).toMatchObject({ data: { apiVersion: '0.0.0' } });
  });
});

describe('GraphiQL', () => {
  test('is allowed to run scripts of this server only', async () => {
    await using service = await serviceWith('auto');
    const { headers, text } = await browse(service, '/graphiql');
    const policy = headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('https:');
    expect(text.match(/<script(?! src="\/graphiql\/)[^>]*>/g)).toEqual([
      `<script nonce="${nonce}">`,
      `<script nonce="${nonce}">`,
    ]);
  });

  test('comes with its files, compressed, and known ones are not sent again', async () => {
    await using service = await serviceWith('auto');
    for (const file of [
      'graphiql.css',
      'editor.worker.js',
      'json.worker.js',
      'graphql.worker.js',
    ]) {
      const response = await fetch(`${service.url}/graphiql/${file}`);
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect((await response.text()).length).toBeGreaterThan(100_000);
      const etag = response.headers.get('etag') ?? '';
      const again = await fetch(`${service.url}/graphiql/${file}`, {
        headers: { 'if-none-match': etag },
      });
      expect(again.status).toBe(304);
    }
    const plain = await fetch(`${service.url}/graphiql/graphiql.css`, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect((await fetch(`${service.url}/graphiql/..%2fpackage.json`)).status).toBe(404);
  });
});

test('JSON inside a script cannot end it', () => {
  const text = scriptJson({ query: '</script><script>alert(1)</script>&\u2028' });
  expect(text).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(text)).toEqual({ query: '</script><script>alert(1)</script>&\u2028' });
});
