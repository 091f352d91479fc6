import type { PoolClient } from 'pg';

import type { ItemAttributes } from '../../application/ingestion/ports.ts';

const batchSize = 5_000;

/** The text columns that an ingestion may give. */
const columns = ['department', 'category', 'store', 'state'] as const;

const given = columns.map((name) => `${name}_given`);
const insertSql = `
  insert into item (dataset_id, key, ${columns.join(', ')}, attributes)
  select $1, u.key, ${columns.map((name) => `u.${name}`).join(', ')}, coalesce(u.attributes, '{}')
  from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[])
    as u (key, ${columns.join(', ')}, attributes)
  on conflict (dataset_id, key) do nothing`;

/** Rows that would not change are left alone: an update rewrites a row and all of its index entries. */
const updateSql = `
  update item i set
    ${columns.map((name) => `${name} = case when u.${name}_given then u.${name} else i.${name} end`).join(', ')},
    attributes = coalesce(u.attributes, i.attributes)
  from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[],
              $8::boolean[], $9::boolean[], $10::boolean[], $11::boolean[])
    as u (key, ${columns.join(', ')}, attributes, ${given.join(', ')})
  where i.dataset_id = $1 and i.key = u.key and (
    ${columns.map((name) => `(u.${name}_given and i.${name} is distinct from u.${name})`).join(' or ')}
    or (u.attributes is not null and i.attributes <> u.attributes))`;

/** Later entries of one key add to earlier ones. */
function merged(items: readonly ItemAttributes[]): readonly ItemAttributes[] {
  const byKey = new Map<string, ItemAttributes>();
  for (const item of items) byKey.set(item.key, { ...byKey.get(item.key), ...item });
  return [...byKey.values()];
}

/** Ids of the keys that exist in the dataset. */
export async function itemIds(
  client: PoolClient,
  datasetId: number,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ id: number; key: string }>(
    'select id, key from item where dataset_id = $1 and key = any($2)',
    [datasetId, keys],
  );
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** Creates missing items, updates the attributes that are given, and returns the id of each key. */
export async function upsertItems(
  client: PoolClient,
  datasetId: number,
  items: readonly ItemAttributes[],
): Promise<Map<string, number>> {
  const distinct = merged(items);
  const ids = new Map<string, number>();
  for (let from = 0; from < distinct.length; from += batchSize) {
    const batch = distinct.slice(from, from + batchSize);
    const keys = batch.map(({ key }) => key);
    const values = [
      datasetId,
      keys,
      ...columns.map((name) => batch.map((item) => item[name] ?? null)),
      batch.map(({ attributes }) => (attributes === undefined ? null : JSON.stringify(attributes))),
    ];
    await client.query(insertSql, values);
    await client.query(updateSql, [
      ...values,
      ...columns.map((name) => batch.map((item) => item[name] !== undefined)),
    ]);
    for (const [key, id] of await itemIds(client, datasetId, keys)) ids.set(key, id);
  }
  return ids;
}
