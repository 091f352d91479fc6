import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { prismaFolder } from './prisma-folder.ts';
import { MigrationEngine } from './schema-engine.ts';

/**
 * The SQL that would bring a migrated database to prisma/schema.prisma; null where they agree. Views, CHECK constraints
 * and collations are outside of what Prisma compares.
 */
export async function pendingChanges(url: string): Promise<string | null> {
  const content = await readFile(join(prismaFolder, 'schema.prisma'), 'utf8');
  const files = [{ path: 'schema.prisma', content }];
  const engine = await MigrationEngine.open(url);
  try {
    const sql = await engine.diff(
      { tag: 'schemaDatasource', files, configDir: prismaFolder },
      { tag: 'schemaDatamodel', files },
    );
    return sql.replaceAll(/^--.*$/gm, '').trim() === '' ? null : sql;
  } finally {
    await engine[Symbol.asyncDispose]();
  }
}
