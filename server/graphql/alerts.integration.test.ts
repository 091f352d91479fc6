import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Alert, Observation } from '../application/monitoring/index.ts';
import { connectSocket } from '../testing/graphql-socket.ts';
import { type RunningApp, startApp } from '../testing/running-app.ts';
import { ingestShop } from '../testing/shop-data.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running[Symbol.asyncDispose]());

const late = (subject: string): Observation => ({
  kind: 'JOB_MISSED',
  dataset: null,
  subject,
  minutes: 90,
});
const list = `query ($first: Int, $after: String, $filter: AlertFilter) {
  alerts(first: $first, after: $after, filter: $filter) {
    nodes { id kind subject severity state dataset { slug } message runbook timesSeen acknowledgement { by note } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const acknowledge = `mutation ($input: AcknowledgeAlertInput!) {
  acknowledgeAlert(input: $input) { alert { state acknowledgement { by note } } userErrors { field code } }
}`;

interface Listed {
  readonly alerts: {
    readonly nodes: readonly { readonly id: string; readonly subject: string }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

test('alerts are listed, found by their ids, acknowledged and resolved', async () => {
  await running.app.evaluateAlerts.execute([late('nightly'), late('weekly')]);
  const first = await running.post<Listed>(list, { first: 1 });
  expect(first.errors).toEqual([]);
  expect(first.data?.alerts).toMatchObject({
    nodes: [
      { kind: 'JOB_MISSED', severity: 'WARNING', state: 'OPEN', dataset: null, timesSeen: 1 },
    ],
    pageInfo: { hasNextPage: true },
  });
  const { nodes, pageInfo } = first.data!.alerts;
  const second = await running.post<Listed>(list, { first: 1, after: pageInfo.endCursor });
  expect(second.data?.alerts).toMatchObject({ nodes: [{}], pageInfo: { hasNextPage: false } });

  const { id, subject } = nodes[0]!;
  const node = await running.post(`query ($id: ID!) { node(id: $id) { __typename id } }`, { id });
  expect(node.data).toEqual({ node: { __typename: 'Alert', id } });

  const done = await running.post(acknowledge, { input: { alert: id, actor: 'ada' } });
  expect(done.data).toEqual({
    acknowledgeAlert: {
      alert: { state: 'ACKNOWLEDGED', acknowledgement: { by: 'ada', note: '' } },
      userErrors: [],
    },
  });
  const open = await running.post<Listed>(list, { filter: { state: 'OPEN', kind: 'JOB_MISSED' } });
  expect(open.data?.alerts.nodes.map((alert) => alert.subject)).not.toContain(subject);

  const other = second.data!.alerts.nodes[0]!;
  await running.app.evaluateAlerts.execute([{ ...late(other.subject), minutes: 0 } as Observation]);
  const tooLate = await running.post(acknowledge, { input: { alert: other.id, actor: 'ada' } });
  expect(tooLate.data).toEqual({
    acknowledgeAlert: { alert: null, userErrors: [{ field: ['alert'], code: 'ALERT_RESOLVED' }] },
  });
});

test('refusals say what is wrong', async () => {
  const id = (plain: string) => Buffer.from(plain).toString('base64url');
  const ghost = { alert: id('Alert:999999'), actor: 'ada' };
  expect((await running.post(acknowledge, { input: ghost })).data).toMatchObject({
    acknowledgeAlert: { userErrors: [{ code: 'ALERT_NOT_FOUND' }] },
  });
  const nobody = { ...ghost, actor: ' ' };
  expect((await running.post(acknowledge, { input: nobody })).data).toMatchObject({
    acknowledgeAlert: { userErrors: [{ code: 'INVALID_INPUT', field: ['actor'] }] },
  });
  const wrong = { ...ghost, alert: id('Dataset:shop') };
  const { errors } = await running.post(acknowledge, { input: wrong });
  expect(errors[0]?.extensions).toMatchObject({ reason: 'INVALID_ID' });
});

const raised = `subscription ($dataset: String) {
  alertRaised(dataset: $dataset) { kind subject state dataset { slug } }
}`;

test('alerts are pushed as they are raised, also to who asks for one dataset, and once', async () => {
  await ingestShop(running.app.ingestions, { items: 1, days: 10 });
  await using socket = connectSocket(running.url);
  const [all, ofShop] = [socket.messages(raised), socket.messages(raised, { dataset: 'shop' })];
  const pushed = (place: string) => [
    late(place),
    { ...late(place), dataset: 'shop' } satisfies Observation,
  ];
  const first = Promise.all([all.next(), ofShop.next()]);
  // Until both follow, nothing is pushed to them: alerts are raised until both have one.
  const pushes = { areThere: false };
  void first.then(() => (pushes.areThere = true));
  for (let place = 0; !pushes.areThere; place += 1) {
    await running.app.evaluateAlerts.execute(pushed(`job ${place}`));
  }
  const [, { value }] = await first;
  expect(value?.data).toMatchObject({
    alertRaised: { kind: 'JOB_MISSED', state: 'OPEN', dataset: { slug: 'shop' } },
  });
  await running.app.evaluateAlerts.execute(pushed('the last'));
  const subjects: string[] = [];
  for await (const message of all) {
    const { subject, dataset } = message.data!['alertRaised'] as Alert;
    subjects.push(`${subject} ${dataset === null ? 'of all' : 'of shop'}`);
    if (subjects.filter((text) => text.startsWith('the last')).length === 2) break;
  }
  expect(new Set(subjects).size).toBe(subjects.length);
  expect(subjects.slice(-2).toSorted()).toEqual(['the last of all', 'the last of shop']);
});

test('a dataset that does not exist cannot be followed', async () => {
  await using socket = connectSocket(running.url);
  const [first] = await Array.fromAsync(socket.messages(raised, { dataset: 'nowhere' }));
  expect(first!.errors?.[0]?.extensions).toMatchObject({ reason: 'DATASET_NOT_FOUND' });
});
