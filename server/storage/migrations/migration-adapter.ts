import { PrismaPg } from '@prisma/adapter-pg';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type pg from 'pg';

/**
 * Prisma's adapter runs a script by cutting it at every semicolon, also at those inside of strings and function bodies,
 * and each piece on its own. Here the server gets the whole script, which it runs as one transaction: a migration
 * succeeds or leaves nothing behind.
 */
function withWholeScripts(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  return adapter;
}

/** The database connection of Prisma's schema engine. It never asks for a shadow database here. */
export function migrationAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => withWholeScripts(await factory.connect(), pool),
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}
