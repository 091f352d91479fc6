import { createServer } from 'node:http';

import { expect, test } from 'vitest';

import { smoke } from './index.ts';

type Answers = Readonly<Record<string, { readonly status?: number; readonly body: unknown }>>;

/** A server that answers each path, and each GraphQL query by a word in it, with fixed JSON. */
async function fakeServer(answers: Answers): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const asked = request.url === '/graphql' ? text : (request.url ?? '');
      const found = Object.entries(answers).find(([word]) => asked.includes(word))?.[1];
      response.statusCode = found?.status ?? 200;
      response.end(JSON.stringify(found?.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const healthy: Answers = {
  '/health': { body: { status: 'alive', version: '1.2.3' } },
  '/ready': { body: { status: 'ready', reasons: [] } },
  forecasters: {
    body: {
      data: {
        apiVersion: '1.2.3',
        limits: { maxHorizon: 365, maxItems: 500 },
        forecasters: [{ name: 'naive', isDefault: true }],
      },
    },
  },
};

async function run(answers: Answers) {
  await using server = await fakeServer(answers);
  return await smoke({ url: server.url, signal: new AbortController().signal, timeoutSeconds: 5 });
}

test('a server that is not ready fails there, with its reasons, and later checks are left out', async () => {
  const checks = await run({
    ...healthy,
    '/ready': { status: 503, body: { status: 'not-ready', reasons: ['Migrations are pending.'] } },
  });
  expect(checks.map(({ name, status }) => [name, status])).toEqual([
    ['health', 'ok'],
    ['ready', 'failed'],
  ]);
  expect(checks[1]?.found).toContain('503: Migrations are pending.');
});

test('an answer of another shape is a failed check', async () => {
  const checks = await run({ ...healthy, '/health': { body: { hello: 'world' } } });
  expect(checks).toMatchObject([{ name: 'health', status: 'failed' }]);
});

test('an error of the API is shown with its code', async () => {
  const error = { message: 'too deep', extensions: { code: 'BAD_USER_INPUT' } };
  const checks = await run({ ...healthy, forecasters: { body: { errors: [error] } } });
  expect(checks.at(-1)).toMatchObject({ name: 'schema', found: 'BAD_USER_INPUT: too deep' });
});

test('a server without data cannot be tried further', async () => {
  const empty = { body: { data: { limits: { maxHorizon: 365 }, datasets: [] } } };
  const checks = await run({ ...healthy, datasets: empty });
  expect(checks.at(-1)).toMatchObject({ name: 'items', status: 'failed' });
  expect(checks.at(-1)?.found).toContain('forecastle demo');
});
