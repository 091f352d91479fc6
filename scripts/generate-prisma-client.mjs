// Generates the Prisma client into server/storage/generated, only when the schema has changed.
//
// `prisma generate` never runs the native schema engine, yet the CLI insists on locating one and
// would download it. Pointing PRISMA_SCHEMA_ENGINE_BINARY at any existing file satisfies that check.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const stampFile = new URL('server/storage/generated/.schema-sha256', root);
const schema = readFileSync(new URL('prisma/schema.prisma', root));
const lock = readFileSync(new URL('package-lock.json', root));
const stamp = createHash('sha256').update(schema).update(lock).digest('hex');

if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  // Prisma refuses to write into a folder whose content it does not recognise, such as half of an earlier client.
  rmSync(new URL('server/storage/generated/', root), { recursive: true, force: true });
  const prisma = fileURLToPath(new URL('node_modules/prisma/build/index.js', root));
  const result = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: prisma, CHECKPOINT_DISABLE: '1' },
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}${result.stderr}`);
    process.exit(result.status ?? 1);
  }
  mkdirSync(new URL('server/storage/generated/', root), { recursive: true });
  writeFileSync(stampFile, stamp);
}
