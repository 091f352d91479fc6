import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findUpwards(folder: string): string {
  const candidate = join(folder, 'prisma');
  if (existsSync(join(candidate, 'schema.prisma'))) return candidate;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The folder prisma/ is missing from the installation.');
  return findUpwards(parent);
}

/** The folder with schema.prisma and the migrations, found from the sources and from the compiled files alike. */
export const prismaFolder: string = findUpwards(dirname(fileURLToPath(import.meta.url)));
