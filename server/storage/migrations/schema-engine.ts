import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import type {
  DiffTarget,
  MigrationList,
  SchemaEngine,
} from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

import { migrationAdapter } from './migration-adapter.ts';
import { prismaFolder } from './prisma-folder.ts';

/** Node has it; the type declarations that this project uses do not. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Readonly<Record<string, object>>,
  ): Promise<{ readonly instance: { readonly exports: { __wbindgen_start(): void } } }>;
};

/** No table and no enum of the database is outside Prisma's care. */
const filters = { externalTables: [], externalEnums: [] };

/**
 * What the WebAssembly module imports. The engine leaves a timer of 10 s behind (when it would stop waiting for its
 * lock): these timers keep no process alive.
 */
function engineImports(): Readonly<Record<string, unknown>> {
  const startTimer = (callback: () => void, milliseconds: number) =>
    setTimeout(callback, milliseconds).unref();
  return Object.fromEntries(
    Object.entries(engineModule).map(([name, value]: [string, unknown]) => [
      name,
      name.startsWith('__wbg_setTimeout_') ? startTimer : value,
    ]),
  );
}

let loaded: Promise<void> | null = null;

/** Compiles Prisma's schema engine, once per process. The native engine would have to be downloaded; this one is here. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const script = createRequire(import.meta.url).resolve(
      '@prisma/schema-engine-wasm/schema_engine_bg',
    );
    const bytes = await readFile(join(script, '..', 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, {
      './schema_engine_bg.js': engineImports(),
    });
    // The engine looks for this global when it panics, before it throws.
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: () => undefined } });
    engineModule.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
  })();
  return loaded;
}

/** Prisma Migrate's engine on one database. */
export class MigrationEngine {
  readonly #engine: SchemaEngine;
  readonly #pool: pg.Pool;

  private constructor(engine: SchemaEngine, pool: pg.Pool) {
    this.#engine = engine;
    this.#pool = pool;
  }

  static async open(url: string): Promise<MigrationEngine> {
    await loadEngine();
    const pool = new pg.Pool({
      connectionString: url,
      application_name: 'forecastle migrations',
      connectionTimeoutMillis: 10_000,
    });
    pool.on('error', () => undefined);
    try {
      const schemaPath = join(prismaFolder, 'schema.prisma');
      const engine = await engineModule.SchemaEngine.new(
        { datamodels: [[schemaPath, await readFile(schemaPath, 'utf8')]] },
        () => undefined,
        bindMigrationAwareSqlAdapterFactory(migrationAdapter(pool)),
      );
      return new MigrationEngine(engine, pool);
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  /** Applies what is missing, each migration recorded in `_prisma_migrations`; answers the names of those applied. */
  async apply(migrationsList: MigrationList): Promise<readonly string[]> {
    const { appliedMigrationNames } = await this.#engine.applyMigrations({
      migrationsList,
      filters,
    });
    return appliedMigrationNames;
  }

  /** Records that a migration which failed has left nothing behind, so that it can be applied again. */
  async markRolledBack(migrationName: string): Promise<void> {
    await this.#engine.markMigrationRolledBack({ migrationName });
  }

  diagnose(migrationsList: MigrationList) {
    return this.#engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters,
    });
  }

  /** The SQL that leads from one schema to another; an empty text or a comment where they agree. */
  async diff(from: DiffTarget, to: DiffTarget): Promise<string> {
    const { stdout } = await this.#engine.diff({ from, to, script: true, exitCode: null, filters });
    return stdout ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#engine.free();
    await this.#pool.end();
  }
}
