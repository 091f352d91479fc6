import { setTimeout as pause } from 'node:timers/promises';

import { connectSocket } from '../../server/testing/graphql-socket.ts';
import { postGraphql } from '../../server/testing/test-service.ts';

/** Clients think for so long, so that one minute asks for about as much as the next: what is in use follows the pace. */
const askAgainMs = 200;

/** What the clients of a round did. */
export interface ClientTally {
  forecasts: number;
  refusals: number;
  abandoned: number;
  subscriptions: number;
  jobs: number;
  cancelled: number;
  ingestions: number;
}

export interface ClientWork {
  readonly url: string;
  readonly dataset: string;
  readonly itemSets: readonly (readonly string[])[];
  /** First period behind the data. */
  readonly nextDate: string;
  /** Clients stop at the next turn once it is aborted. */
  readonly signal: AbortSignal;
  readonly tally: ClientTally;
  /** A number that no client has had before. */
  readonly unique: () => number;
}

function ask<Data>(
  { url }: Pick<ClientWork, 'url'>,
  query: string,
  variables: object = {},
  signal: AbortSignal | null = null,
) {
  return postGraphql<Data>(`${url}/graphql`, { query, variables }, signal);
}

const forecastQuery =
  'query($input: ForecastInput!) { forecast(input: $input) { forecasts { mean quantiles { values } degradation { reason } } } }';

/** Asks for forecasts, one request after the other, of alternating models. */
async function forecaster(work: ClientWork): Promise<void> {
  const { dataset, itemSets, signal, tally } = work;
  for (let turn = work.unique(); !signal.aborted; turn += 1) {
    const itemKeys = itemSets[turn % itemSets.length]!;
    const model = turn % 2 === 0 ? 'mlp' : 'ets-ana';
    const input = { dataset, itemKeys, model, horizon: 28 };
    const { errors } = await ask(work, forecastQuery, { input });
    if (errors.length > 0) throw new Error(`A forecast failed: ${JSON.stringify(errors)}`);
    tally.forecasts += 1;
    await pause(askAgainMs);
  }
}

/** Asks for what cannot be answered, and throws unless the refusal is typed. */
async function misuser(work: ClientWork): Promise<void> {
  const { dataset, itemSets, signal, tally } = work;
  const itemKeys = itemSets[0]!.slice(0, 1);
  const deep = `{ item(dataset: "${dataset}", key: "x") ${'{ dataset { items(first: 1) { nodes '.repeat(8)}{ key }${' } } }'.repeat(8)} }`;
  const wrong: readonly (readonly [string, object])[] = [
    [forecastQuery, { input: { dataset: 'no-such-dataset', itemKeys } }],
    [forecastQuery, { input: { dataset, itemKeys: ['no-such-item'] } }],
    [forecastQuery, { input: { dataset, itemKeys, horizon: 100_000 } }],
    [forecastQuery, { input: { dataset, itemKeys, model: 'no-such-model' } }],
    [forecastQuery, { input: { dataset, itemKeys, cutoff: '1900-01-01' } }],
    [forecastQuery, { input: { dataset, itemKeys: [] } }],
    ['{ forecast(', {}],
    [deep, {}],
  ];
  for (let turn = 0; !signal.aborted; turn += 1) {
    const [query, variables] = wrong[turn % wrong.length]!;
    const { errors } = await ask(work, query, variables);
    if (typeof errors[0]?.extensions['code'] !== 'string') {
      throw new Error(`A request that is wrong got ${JSON.stringify(errors)}: ${query}`);
    }
    tally.refusals += 1;
    await pause(askAgainMs);
  }
}

/** Hangs up in the middle of answers. */
async function deserter(work: ClientWork): Promise<void> {
  const { dataset, itemSets, signal, tally } = work;
  for (let turn = 0; !signal.aborted; turn += 1) {
    const input = { dataset, itemKeys: itemSets[turn % itemSets.length]!, model: 'mlp' };
    const patience = AbortSignal.timeout(2 + (turn % 30));
    await ask(work, forecastQuery, { input }, patience).catch(() => undefined);
    tally.abandoned += 1;
    await pause(askAgainMs);
  }
}

interface Started {
  readonly startBacktest: { readonly job: { readonly id: string } | null };
}

const startMutation =
  'mutation($input: StartBacktestInput!) { startBacktest(input: $input) { job { id } userErrors { code } } }';
const statusQuery = 'query($id: ID!) { job(id: $id) { progress { status } } }';
const followQuery =
  'subscription($id: ID!) { jobProgress(id: $id) { status done cost { price } } }';

async function startJob(work: ClientWork, change: object): Promise<string> {
  const { dataset, unique, tally } = work;
  const input = { dataset, models: ['naive'], windows: 2, levels: ['total'], seed: unique() };
  const { data, errors } = await ask<Started>(work, startMutation, {
    input: { ...input, ...change },
  });
  const id = data?.startBacktest.job?.id;
  if (id === undefined) throw new Error(`No job was started: ${JSON.stringify({ data, errors })}`);
  tally.jobs += 1;
  return id;
}

/** Starts jobs and follows them to their end over sockets of their own; hundreds follow besides, and hang up without a word. */
async function follower(work: ClientWork): Promise<void> {
  const { url, signal, tally } = work;
  while (!signal.aborted) {
    const id = await startJob(work, {});
    const socket = connectSocket(url);
    const crowd = Array.from({ length: 150 }, async () => {
      // Those beyond what one client may have are refused, and the socket hangs up on the rest.
      const messages = socket.messages(followQuery, { id });
      while ((await messages.next()).done !== true) tally.subscriptions += 1;
    });
    const settled = Promise.allSettled(crowd);
    await untilEnded(work, id);
    await socket[Symbol.asyncDispose]();
    await settled;
  }
}

/** Starts jobs that are stopped: by their user, or by their budget. */
async function canceller(work: ClientWork): Promise<void> {
  const { signal, tally } = work;
  const cancel = 'mutation($id: ID!) { cancelJob(id: $id) { job { id } } }';
  for (let turn = 0; !signal.aborted; turn += 1) {
    const models = ['ets-auto', 'optimised-theta'];
    const id = await startJob(work, {
      ...{ models, windows: 20 },
      ...(turn % 2 === 0 ? {} : { budget: 1e-9 }),
    });
    if (turn % 2 === 0) await ask(work, cancel, { id });
    await untilEnded(work, id);
    tally.cancelled += 1;
  }
}

/** Corrects the demand of some items, so that what is kept of them is stale. */
async function corrector(work: ClientWork): Promise<void> {
  const { dataset, itemSets, nextDate, signal, tally, unique } = work;
  const mutation =
    'mutation($input: IngestDemandInput!) { ingestDemand(input: $input) { userErrors { code message } } }';
  while (!signal.aborted) {
    const turn = unique();
    const item = itemSets[turn % itemSets.length]![0]!;
    const updates = [{ item, start: nextDate, values: [turn % 50] }];
    const { errors } = await ask(work, mutation, { input: { dataset, updates } });
    if (errors.length > 0) throw new Error(`A correction failed: ${JSON.stringify(errors)}`);
    tally.ingestions += 1;
    await pause(1000);
  }
}

async function untilEnded(work: ClientWork, id: string): Promise<void> {
  for (;;) {
    const { data } = await ask<{
      readonly job: { readonly progress: { readonly status: string } };
    }>(work, statusQuery, { id });
    const status = data?.job.progress.status ?? '';
    if (['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(status)) return;
    await pause(50);
  }
}

/** Lets clients of every kind work until the signal; throws where one was answered what it should not be. */
export async function letClientsWork(work: ClientWork): Promise<void> {
  const kinds = [
    ...[forecaster, forecaster, forecaster, misuser, deserter, follower, canceller, corrector],
  ];
  await Promise.all(kinds.map((client) => client(work)));
}
