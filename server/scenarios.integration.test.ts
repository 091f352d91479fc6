import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CompareScenario } from './application/forecasts/index.ts';
import { parseScenarioId } from './graphql/node/global-id.ts';
import { type RunningApp, startApp } from './testing/running-app.ts';
import { ingestShop, shopKey } from './testing/shop-data.ts';

interface Compared {
  readonly compareScenario: readonly {
    readonly base: { readonly mean: readonly number[]; readonly scenario: null };
    readonly changed: {
      readonly mean: readonly number[];
      readonly servedModel: string;
      readonly scenario: { readonly isRead: boolean; readonly contentSha256: string };
      readonly provenance: { readonly configHash: string; readonly source: string };
    };
    readonly baseTotal: number;
    readonly changedTotal: number;
    readonly change: number;
  }[];
}

interface Created {
  readonly createScenario: {
    readonly scenario: { readonly id: string; readonly contentSha256: string } | null;
    readonly replayed: boolean;
    readonly userErrors: readonly { readonly field: readonly string[]; readonly code: string }[];
  };
}

const create = /* GraphQL */ `
  mutation ($input: CreateScenarioInput!) {
    createScenario(input: $input) {
      scenario {
        id
        contentSha256
      }
      replayed
      userErrors {
        field
        code
        message
      }
    }
  }
`;

const compare = /* GraphQL */ `
  query ($input: ForecastInput!) {
    compareScenario(input: $input) {
      base {
        mean
        scenario {
          isRead
        }
      }
      changed {
        mean
        servedModel
        scenario {
          isRead
          contentSha256
        }
        provenance {
          configHash
          source
        }
      }
      baseTotal
      changedTotal
      change
    }
  }
`;

const forecast = /* GraphQL */ `
  query ($input: ForecastInput!) {
    forecast(input: $input) {
      forecasts {
        mean
        median
        quantiles {
          level
          values
        }
        provenance {
          configHash
          datasetVersion
        }
      }
    }
  }
`;

const list = /* GraphQL */ `
  query ($first: Int, $after: String) {
    scenarios(dataset: "synthetic-demo", first: $first, after: $after) {
      nodes {
        id
        name
        prices {
          percent
          from
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

const dataset = 'synthetic-demo';
const store = (value: string) => ({ name: 'store', value });
/** The demo data end with 2025. */
const [from, to] = ['2026-01-01', '2026-01-28'];

describe('what-if scenarios', { timeout: 120_000 }, () => {
  let service: RunningApp;
  let keys: readonly string[];
  beforeAll(async () => {
    service = await startApp(
      {
        ...{ RELEASE_MODELS: 'true', TENSOR_BACKEND: 'wasm', GATE_MAX_LATENCY_MS: '600000' },
        ...{ MODEL_TIMEOUT_SECONDS: '60', REQUEST_TIMEOUT_SECONDS: '120' },
      },
      {
        prepare: async (app) => {
          await app.ingestSynthetic.execute({
            ...{ scale: 'demo', seed: 1, onProgress: () => undefined },
            signal: new AbortController().signal,
          });
          await app.takeUpModels();
          await ingestShop(app.ingestions, { items: 2, days: 60 });
        },
      },
    );
    const { data } = await service.post<{ items: { nodes: readonly { key: string }[] } }>(
      `{ items(dataset: "${dataset}", first: 40) { nodes { key } } }`,
    );
    keys = data!.items.nodes.map(({ key }) => key);
  }, 120_000);
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
  });

  const created = async (input: object) => {
    const { data, errors } = await service.post<Created>(create, {
      input: { dataset, name: 'What if', ...input },
    });
    expect(errors).toEqual([]);
    return data!.createScenario;
  };
  const cut = (percent: number) => created({ prices: [{ from, to, percent }] });
  const change = async (model: string, percent: number) => {
    const { scenario } = await cut(percent);
    const input = { dataset, itemKeys: keys, model, scenario: scenario!.id };
    const { data, errors } = await service.post<Compared>(compare, { input });
    expect(errors).toEqual([]);
    return data!.compareScenario;
  };
  const total = (compared: Compared['compareScenario']) =>
    compared.reduce((sum, { change: own }) => sum + own, 0);
  const asPlanned = async (model: string) => {
    const { data } = await service.post(forecast, { input: { dataset, itemKeys: keys, model } });
    return JSON.stringify(data);
  };
  const demand = async () => {
    const { data } = await service.post(
      `{ dataset(slug: "${dataset}") { version ingestions(first: 5) { nodes { sequence } } } }`,
    );
    return JSON.stringify(data);
  };

  it.each(['esx', 'mlp'])(
    'move the demand that %s expects the way that prices moved it before, and leave the base as it was',
    async (model) => {
      const [before, stored] = [await asPlanned(model), await demand()];
      const cheaper = await change(model, -20);
      const dearer = await change(model, 20);
      expect(total(cheaper)).toBeGreaterThan(0);
      expect(total(dearer)).toBeLessThan(0);
      for (const { base, changed, ...totals } of cheaper) {
        expect(base.scenario).toBeNull();
        expect(changed).toMatchObject({ servedModel: model, scenario: { isRead: true } });
        expect(changed.provenance.source).toBe('ON_DEMAND');
        expect(totals.change).toBe(totals.changedTotal - totals.baseTotal);
      }
      expect(await asPlanned(model)).toBe(before);
      expect(await demand()).toBe(stored);
    },
  );

  it('say where the model that answered looks at neither prices nor events', async () => {
    for (const { base, changed } of await change('ets-ana', -20)) {
      expect(changed.scenario.isRead).toBe(false);
      expect(changed.mean).toEqual(base.mean);
    }
  });

  it('are the same where they assume the same, under whatever name and in whatever order', async () => {
    const [one, other] = keys;
    const prices = (itemKeys: readonly unknown[]) => [{ from, to, price: 1.5, itemKeys }];
    const first = await created({ prices: prices([one, other]) });
    const again = await created({ prices: prices([other, one, one]), name: 'Another name' });
    expect(first).toMatchObject({ replayed: false, userErrors: [] });
    expect(again).toEqual({ ...first, replayed: true });
    const third = await created({ prices: prices([one]) });
    expect(third.scenario!.contentSha256).not.toBe(first.scenario!.contentSha256);
  });

  it('are compared over the same demand, also where more arrives in between', async () => {
    const { app } = service;
    const { signal } = new AbortController();
    const { scenario } = await created({ dataset: 'shop', prices: [{ from, to, price: 2 }] });
    const comparison = new CompareScenario({
      execute: async (input, stop) => {
        const answer = await app.requestForecast.execute(input, stop);
        const updates = [{ item: shopKey(0), start: '2015-03-02', values: [900] }];
        await app.ingestDemand.execute({ dataset: 'shop', updates }, signal);
        return answer;
      },
    });
    const asked = {
      dataset: 'shop',
      itemKeys: [shopKey(0), shopKey(1)],
      model: 'naive',
      horizon: 7,
    };
    const input = { ...asked, scenario: parseScenarioId(scenario!.id) };
    for (const { base, changed, change: own } of await comparison.execute(input, signal)) {
      expect(changed.provenance.datasetVersion).toBe(base.provenance.datasetVersion);
      expect(own).toBe(0);
    }
    const { forecasts } = await app.requestForecast.execute(asked, signal);
    expect(forecasts[0]!.mean[0]).toBe(900);
  });

  it('are stored once where two save the same at once, and one of them is told that it was there', async () => {
    const input = { addedEvents: [{ date: from, name: 'Fair', kind: 'Cultural', region: '' }] };
    const saved = await Promise.all(Array.from({ length: 8 }, () => created(input)));
    expect(new Set(saved.map(({ scenario }) => scenario!.id)).size).toBe(1);
    expect(saved.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });

  it('are listed, newest first, page by page', async () => {
    interface Listed {
      readonly scenarios: {
        readonly nodes: readonly { readonly id: string }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
    }
    const { data } = await service.post<Listed>(list, { first: 2 });
    expect(data!.scenarios.pageInfo.hasNextPage).toBe(true);
    const after = data!.scenarios.pageInfo.endCursor;
    const next = await service.post<Listed>(list, { first: 2, after });
    const ids = [...data!.scenarios.nodes, ...next.data!.scenarios.nodes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    const { data: found } = await service.post<{ node: { name: string } }>(
      'query ($id: ID!) { node(id: $id) { ... on Scenario { name } } }',
      { id: ids[0] },
    );
    expect(found!.node.name).toBe('What if');
  });

  it.each([
    [{}, 'INVALID_INPUT', ['prices']],
    [{ prices: [{ from, to }] }, 'INVALID_INPUT', ['prices', '0', 'percent']],
    [{ prices: [{ from, to, percent: -100 }] }, 'INVALID_INPUT', ['prices', '0', 'percent']],
    [{ prices: [{ from: to, to: from, percent: 1 }] }, 'INVALID_INPUT', ['prices', '0', 'from']],
    [{ prices: [{ from, to, price: 1, itemKeys: ['none'] }] }, 'ITEMS_NOT_FOUND', ['prices']],
    [{ dataset: 'none', prices: [{ from, to, price: 1 }] }, 'DATASET_NOT_FOUND', ['dataset']],
    [{ name: ' ', prices: [{ from, to, price: 1 }] }, 'INVALID_INPUT', ['name']],
    [{ prices: [{ from: 'May', to, price: 1 }] }, 'INVALID_DATE', ['prices', '0', 'from']],
    [
      { cancelledEvents: [{ name: 'Fair', from, to: '2026-02-30' }] },
      'INVALID_DATE',
      ['cancelledEvents', '0', 'to'],
    ],
    [
      {
        prices: [{ from, to, price: 1, attributes: [store('CA_1'), store('CA_2')] }],
      },
      'INVALID_INPUT',
      ['prices', '0', 'attributes'],
    ],
  ])('are refused as %j with a code and the field', async (input, code, field) => {
    const { scenario, userErrors } = await created(input);
    expect(scenario).toBeNull();
    expect(userErrors[0]).toMatchObject({ code, field });
  });

  it('must be there, and of the dataset of the items', async () => {
    const unknown = Buffer.from('Scenario:999999').toString('base64url');
    const ask = async (scenario: string) => {
      const input = { dataset, itemKeys: keys.slice(0, 1), scenario };
      return (await service.post(forecast, { input })).errors[0]?.extensions;
    };
    expect(await ask(unknown)).toMatchObject({ code: 'NOT_FOUND', reason: 'SCENARIO_NOT_FOUND' });
    expect(await ask('nonsense')).toMatchObject({ reason: 'INVALID_ID' });
    const { scenario } = await created({ dataset: 'shop', prices: [{ from, to, price: 2 }] });
    expect(await ask(scenario!.id)).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { issues: [{ path: 'scenario' }] },
    });
  });
});
