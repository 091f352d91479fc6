import { afterAll, beforeAll, expect, it } from 'vitest';

import { globalId } from './graphql/node/global-id.ts';
import { type RunningApp, startApp } from './testing/running-app.ts';
import { ingestShop, shopKey } from './testing/shop-data.ts';

let service: RunningApp;
beforeAll(async () => {
  service = await startApp();
  for (const slug of ['north', 'south']) {
    await ingestShop(service.app.ingestions, { slug, items: 2, days: 60 });
  }
});
afterAll(() => service[Symbol.asyncDispose]());

const set = async (dataset: string, model: string | null) => {
  const mutation = /* GraphQL */ `
    mutation ($input: SetDefaultModelInput!) {
      setDefaultModel(input: $input) {
        dataset {
          slug
          defaultModel
        }
        userErrors {
          code
          field
        }
      }
    }
  `;
  return (await service.post(mutation, { input: { dataset, model } })).data!['setDefaultModel'];
};

const ask = async (model: string | null) => {
  const query = /* GraphQL */ `
    query ($items: [ID!]!, $model: String) {
      forecast(input: { items: $items, model: $model, horizon: 2 }) {
        requestedModel
        forecasts {
          requestedModel
          servedModel
        }
      }
    }
  `;
  const items = ['north', 'south'].map((dataset) =>
    globalId({ kind: 'Item', dataset, key: shopKey(0) }),
  );
  const { data, errors } = await service.post(query, { items, model });
  expect(errors).toEqual([]);
  return data!['forecast'];
};

it('each dataset of a request is answered by its own default model, unless one is asked for', async () => {
  expect(await set('north', 'seasonal-naive')).toEqual({
    dataset: { slug: 'north', defaultModel: 'seasonal-naive' },
    userErrors: [],
  });
  expect(await ask(null)).toEqual({
    requestedModel: 'seasonal-naive, ets-ana',
    forecasts: [
      { requestedModel: 'seasonal-naive', servedModel: 'seasonal-naive' },
      { requestedModel: 'ets-ana', servedModel: 'ets-ana' },
    ],
  });
  expect(await ask('naive')).toMatchObject({ requestedModel: 'naive' });
  expect(await set('north', null)).toMatchObject({ dataset: { defaultModel: null } });
  expect(await ask(null)).toMatchObject({ requestedModel: 'ets-ana' });
});

it.each([
  ['nowhere', 'naive', 'DATASET_NOT_FOUND', 'dataset'],
  ['north', 'oracle', 'MODEL_NOT_FOUND', 'model'],
  ['north', '', 'INVALID_INPUT', 'model'],
])('a default of %s that is %j is refused with %s', async (dataset, model, code, field) => {
  expect(await set(dataset, model)).toEqual({
    dataset: null,
    userErrors: [{ code, field: [field] }],
  });
});
