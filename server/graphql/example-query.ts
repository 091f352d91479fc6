import type { CatalogReader } from '../application/catalog/index.ts';

const overview = `query Overview {
  apiVersion
  datasets {
    slug
    name
    synthetic
    frequency
    itemCount
    firstDate
    lastDate
  }
  forecasters {
    name
    description
    isDefault
  }
}
`;

/**
 * A query worth trying first: forecasts of three items that exist here, with what they sold lately. Without any data,
 * or without the database, it shows what the service has.
 */
export async function exampleQuery(catalog: CatalogReader): Promise<string> {
  const forecast = await firstForecast(catalog).catch(() => null);
  return forecast ?? overview;
}

async function firstForecast(catalog: CatalogReader): Promise<string | null> {
  const [dataset] = await catalog.datasets();
  if (dataset === undefined) return null;
  const items = await catalog.itemPage({
    datasetId: dataset.id,
    filter: {},
    order: { field: 'key', direction: 'asc' },
    after: null,
    limit: 3,
  });
  if (items.length === 0) return null;
  const keys = `[${items.map(({ key }) => JSON.stringify(key)).join(', ')}]`;
  return `# What will these items sell in the next two weeks?
query FirstForecast {
  forecast(
    input: {
      dataset: ${JSON.stringify(dataset.slug)}
      itemKeys: ${keys}
      horizon: 14
    }
  ) {
    forecasts {
      item {
        key
        store
        history(last: 14) {
          dates
          demand
        }
      }
      cutoff
      dates
      mean
      quantiles {
        level
        values
      }
      servedModel
      degradation {
        reason
        detail
      }
      provenance {
        modelVersion
        datasetVersion
        asOf
      }
    }
  }
}
`;
}
