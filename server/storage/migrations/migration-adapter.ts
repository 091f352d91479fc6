import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type pg from 'pg';

/** The one-byte type "char" of PostgreSQL's catalog, and its array, by their numbers in pg_type. */
const charType = 18;
const charArrayType = 1002;

/**
 * Prisma's adapter has no name for "char" and refuses to describe a database with constraints. It passes arrays of
 * "char", of which the schema engine asks for none: so the pool says "array" and `repaired` takes it back.
 */
function sayingCharArray(pool: pg.Pool): pg.Pool {
  const query = async (config: pg.QueryArrayConfig): Promise<pg.QueryArrayResult> => {
    const result = await pool.query(config);
    for (const field of result.fields) {
      if (field.dataTypeID === charType) field.dataTypeID = charArrayType;
    }
    return result;
  };
  return new Proxy(pool, {
    get: (target, name): unknown => (name === 'query' ? query : Reflect.get(target, name)),
  });
}

/**
 * The adapter runs a script by cutting it at every semicolon, also at those inside of strings and function bodies, and
 * each piece on its own. Here the server gets the whole script, which it runs as one transaction: a migration succeeds
 * or leaves nothing behind.
 */
function repaired(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const columnTypes = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
  return adapter;
}

/** The database connection of Prisma's schema engine. It never asks for a shadow database here. */
export function migrationAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(sayingCharArray(pool));
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => repaired(await factory.connect(), pool),
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}
