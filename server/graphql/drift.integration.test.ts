import { afterEach, beforeEach, expect, test } from 'vitest';

import { type RunningApp, startApp } from '../testing/running-app.ts';
import { ingestShop } from '../testing/shop-data.ts';

let running: RunningApp;
beforeEach(async () => {
  running = await startApp();
  await ingestShop(running.app.ingestions, { items: 6, days: 400 });
  // From 2016-01-16 to the end of the data store CA_1 sells nothing.
  await running.app.ingestDemand.execute({
    dataset: 'shop',
    updates: ['ITEM_000', 'ITEM_002', 'ITEM_004'].map((item) => ({
      item,
      start: '2016-01-16',
      values: new Array<number>(20).fill(0),
    })),
  });
});
afterEach(() => running[Symbol.asyncDispose]());

const query = `query ($after: String) {
  driftReports(dataset: "shop", first: 1, after: $after) {
    nodes {
      number cutoff datasetVersion isSeasonKnown judged omittedItems
      levels { level segments drifted }
      findings { kind level segment since direction effect threshold detail }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;
const { signal } = new AbortController();

test('reports on drift are kept, once for each state of the data, and listed newest first', async () => {
  const check = (cutoff?: string) =>
    running.app.checkDrift.execute({ dataset: 'shop', ...(cutoff && { cutoff }) }, { signal });
  const before = await check('2016-01-10');
  const after = await check();
  expect((await check()).id).toBe(after.id);
  const { data, errors } = await running.post(query);
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    driftReports: {
      nodes: [
        {
          number: after.id,
          cutoff: '2016-02-04',
          isSeasonKnown: false,
          omittedItems: 0,
          levels: [
            { level: 'total', segments: 1 },
            { level: 'state', segments: 2, drifted: 1 },
            { level: 'store', segments: 2, drifted: 1 },
            { level: 'category', segments: 1 },
          ],
        },
      ],
      pageInfo: { hasNextPage: true },
    },
  });
  const { findings } = after.report;
  const dead = findings.filter(({ kind }) => kind === 'DEAD_SEGMENT');
  expect(dead.map(({ level, segment }) => `${level} ${segment}`)).toEqual(
    expect.arrayContaining(['state CA', 'store CA_1', 'item-store ITEM_004']),
  );
  const page = data as { driftReports: { pageInfo: { endCursor: string } } };
  const next = await running.post(query, { after: page.driftReports.pageInfo.endCursor });
  expect(next.data).toMatchObject({
    driftReports: {
      nodes: [{ number: before.id, cutoff: '2016-01-10', findings: [] }],
      pageInfo: { hasNextPage: false },
    },
  });
});

test('the report that has seen the latest period raises alerts, level by level', async () => {
  const check = (cutoff?: string) =>
    running.app.checkDrift.execute({ dataset: 'shop', ...(cutoff && { cutoff }) }, { signal });
  const drifts = async () =>
    (await running.app.evaluateAlerts.measure()).filter(({ topic }) => topic.kind === 'DRIFT');
  expect(await drifts()).toEqual([]);
  await check('2016-01-10');
  expect((await drifts()).flatMap(({ breach }) => breach ?? [])).toEqual([]);
  await check();
  await check('2016-01-11');
  const { raised } = await running.app.evaluateAlerts.execute();
  const ofDrift = raised.filter(({ kind }) => kind === 'DRIFT');
  expect(ofDrift.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['state', 'store']));
  expect(ofDrift[0]).toMatchObject({ dataset: 'shop', runbook: 'docs/runbooks/drift.md' });
});

test('a dataset that does not exist, a date without demand and a level are refused by name', async () => {
  const { errors } = await running.post('{ driftReports(dataset: "none") { nodes { number } } }');
  expect(errors[0]!.extensions).toMatchObject({ code: 'NOT_FOUND', reason: 'DATASET_NOT_FOUND' });
  const refused = (input: object) => running.app.checkDrift.execute(input, { signal });
  await expect(refused({ dataset: 'none' })).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' });
  await expect(refused({ dataset: 'shop', cutoff: '2030-01-01' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(refused({ dataset: 'shop', levels: ['colour'] })).rejects.toMatchObject({
    code: 'LEVEL_NOT_FOUND',
  });
});
