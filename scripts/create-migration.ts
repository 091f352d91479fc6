import { mkdir, mkdtemp, chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { migrate, pendingChanges, startEmbeddedPostgres } from '../server/storage/index.ts';

/** The folder of a migration: a timestamp that sorts it behind the others, and its name. */
function folderName(name: string, now: Date): string {
  const timestamp = now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return `${timestamp}_${name}`;
}

/** The SQL from the newest migration to prisma/schema.prisma, worked out on a database of its own. */
async function sqlToSchema(): Promise<string | null> {
  const directory = await mkdtemp(join(tmpdir(), 'forecastle-migration-'));
  await chmod(directory, 0o755);
  try {
    const postgres = await startEmbeddedPostgres({ directory, onLog: () => undefined });
    try {
      await migrate({ url: postgres.url });
      return await pendingChanges(postgres.url);
    } finally {
      await postgres.stop();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function main(name: string | undefined): Promise<number> {
  if (name === undefined || !/^[a-z0-9_]+$/.test(name)) {
    console.error('Usage: npm run db:migration -- <name_in_snake_case>');
    return 2;
  }
  const sql = await sqlToSchema();
  if (sql === null) {
    console.log('The migrations already lead to prisma/schema.prisma: nothing to write.');
    return 0;
  }
  const folder = resolve('prisma/migrations', folderName(name, new Date()));
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), sql);
  console.log(
    `Wrote ${join(folder, 'migration.sql')}. Review it, and add by hand what Prisma cannot express.`,
  );
  return 0;
}

process.exitCode = await main(process.argv[2]);
