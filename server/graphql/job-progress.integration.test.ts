import { afterAll, beforeAll, expect, test } from 'vitest';

import { connectSocket, type SubscriptionMessage } from '../testing/graphql-socket.ts';
import { jobEnded, jobWhen } from '../testing/jobs.ts';
import { type RunningApp, startApp } from '../testing/running-app.ts';
import { ingestShop } from '../testing/shop-data.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await startApp({ MAX_SUBSCRIPTIONS_PER_CLIENT: '20', INTROSPECTION: 'false' });
  await ingestShop(running.app.ingestions, { items: 4, days: 200 });
});
afterAll(() => running[Symbol.asyncDispose]());

const follow = `
  subscription Follow($id: ID!) {
    jobProgress(id: $id) { jobId status stage done total unit windowsDone wape secondsLeft revision cost { cpuSeconds price } error { code } }
  }`;

interface Progress {
  readonly status: string;
  readonly done: number;
  readonly revision: number;
}

const request = {
  dataset: 'shop',
  models: ['naive', 'seasonal-naive', 'simple-exponential-smoothing'],
  horizon: 1,
  windows: 20,
};

async function start(change: object = {}) {
  const { job } = await running.app.startJob.execute('backtest', { ...request, ...change }, {});
  return { job, id: Buffer.from(`Job:${job.id}`).toString('base64url') };
}

const progressOf = ({ data }: SubscriptionMessage) => data!['jobProgress'] as Progress;

test('progress is pushed from the first state to the last, forwards only, and polling says the same', async () => {
  await using socket = connectSocket(running.url);
  const { job, id } = await start();
  const seen: Progress[] = [];
  for await (const message of socket.messages(follow, { id })) {
    seen.push(progressOf(message));
    if (seen.length === 1) await running.app.work();
  }
  expect(seen[0]).toMatchObject({ status: 'QUEUED', done: 0 });
  expect(seen.at(-1)).toMatchObject({
    status: 'SUCCEEDED',
    stage: 'succeeded',
    done: 60,
    total: 60,
    windowsDone: 20,
    wape: 0,
  });
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.map(({ done }) => done)).toEqual(
    seen.map(({ done }) => done).toSorted((a, b) => a - b),
  );
  expect(new Set(seen.map(({ revision }) => revision)).size).toBe(seen.length);
  await jobEnded(running.app, job.id);
  const { data } = await running.post(
    follow.replace(
      /subscription.*\n\s*jobProgress\(id: \$id\)/,
      'query($id: ID!) { job(id: $id) { progress',
    ) + '}',
    { id },
  );
  expect(data).toEqual({ job: { progress: seen.at(-1) } });

  const [again] = await Array.fromAsync(socket.messages(follow, { id }));
  expect(progressOf(again!)).toEqual(seen.at(-1));
});

test('what is refused over HTTP is refused here, with the same codes', async () => {
  await using socket = connectSocket(running.url);
  const refusal = async (query: string, variables: Record<string, unknown> = {}) => {
    const [first] = await Array.fromAsync(socket.messages(query, variables));
    return first!.errors?.[0]?.extensions;
  };
  const id = Buffer.from('Job:999').toString('base64url');
  expect(await refusal(follow, { id })).toMatchObject({
    code: 'NOT_FOUND',
    reason: 'JOB_NOT_FOUND',
  });
  expect(await refusal(follow, { id: 'nonsense' })).toMatchObject({ reason: 'INVALID_ID' });
  expect(await refusal('subscription { jobProgress(id: "x") { nothing } }')).toMatchObject({
    code: 'GRAPHQL_VALIDATION_FAILED',
  });
  expect(await refusal('subscription {')).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED' });
  expect(await refusal('{ apiVersion }')).toMatchObject({ code: 'BAD_REQUEST' });
  expect(await refusal('{ __schema { types { name } } }')).toMatchObject({
    code: 'GRAPHQL_VALIDATION_FAILED',
  });
  const aliases = Array.from({ length: 40 }, (_, place) => `a${place}: done`).join(' ');
  expect(await refusal(`subscription { jobProgress(id: "${id}") { ${aliases} } }`)).toMatchObject({
    reason: 'LIMIT_EXCEEDED',
    details: { limit: 'aliases' },
  });
  const tokens = 'done '.repeat(2500);
  expect(await refusal(`subscription { jobProgress(id: "${id}") { ${tokens} } }`)).toMatchObject({
    code: 'GRAPHQL_PARSE_FAILED',
  });
});

test('a thousand subscriptions of one client are refused beyond its own, and leave nothing behind', async () => {
  const { job, id } = await start({ models: ['ets-auto'], windows: 150 });
  await jobWhen(running.app, job.id, ({ status }) => status === 'running');
  {
    await using socket = connectSocket(running.url);
    const open = Array.from({ length: 1000 }, () => socket.messages(follow, { id }));
    const first = await Promise.all(open.map(async (one) => (await one.next()).value!));
    const refused = first.filter(({ errors }) => errors !== undefined);
    expect(refused).toHaveLength(980);
    expect(refused[0]!.errors![0]!.extensions).toMatchObject({
      reason: 'LIMIT_EXCEEDED',
      details: { limit: 'subscriptions', maximum: 20 },
    });
    // Places come back one by one, too.
    const held = open.filter((_, place) => first[place]!.errors === undefined);
    await held[0]!.return();
    const [next] = [await socket.messages(follow, { id }).next()];
    expect(next.value!.errors).toBeUndefined();
  }
  await using socket = connectSocket(running.url);
  const another = await Promise.all(
    Array.from({ length: 20 }, async () => (await socket.messages(follow, { id }).next()).value!),
  );
  expect(another.filter(({ errors }) => errors !== undefined)).toEqual([]);
  await running.app.cancelJob.execute(job.id);
  await jobEnded(running.app, job.id);
});

test('sockets of foreign pages and of other paths are not opened', async () => {
  const { default: WebSocket } = await import('ws');
  const opening = (path: string, headers: Record<string, string>) =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(
        `${running.url.replace('http', 'ws')}${path}`,
        'graphql-transport-ws',
        { headers },
      );
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
      });
      socket.on('open', () => {
        socket.close();
        resolve(101);
      });
      socket.on('error', () => undefined);
    });
  expect(await opening('/graphql', { origin: 'https://evil.example' })).toBe(403);
  expect(await opening('/graphql', { origin: 'https://studio.apollographql.com' })).toBe(101);
  expect(await opening('/graphql', { origin: running.url })).toBe(101);
  expect(await opening('/elsewhere', {})).toBe(404);
});

test('a stop closes sockets with "going away"', async () => {
  await using other = await startApp();
  await ingestShop(other.app.ingestions, { items: 1, days: 60 });
  await using socket = connectSocket(other.url);
  const { job } = await other.app.startJob.execute('backtest', { ...request, windows: 2 }, {});
  const id = Buffer.from(`Job:${job.id}`).toString('base64url');
  const messages = socket.messages(follow, { id });
  expect(progressOf((await messages.next()).value!)).toMatchObject({ status: 'QUEUED' });
  const rest = messages.next().catch(() => null);
  await other.app.close();
  expect(await socket.closed).toBe(1001);
  await rest;
});
