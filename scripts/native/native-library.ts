import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { runStep } from './run-step.ts';

/** The wheel that the library is taken from, as requirements.txt pins it. */
export interface Wheel {
  readonly version: string;
  readonly sha256: string;
}

/** Reads the pin. */
export async function pinnedWheel(recipe: string): Promise<Wheel> {
  const requirements = await readFile(join(recipe, 'requirements.txt'), 'utf8');
  const found = /^tensorflow-cpu==(?<version>\S+) --hash=sha256:(?<sha256>\w+)$/m.exec(
    requirements,
  );
  const { version, sha256 } = found?.groups ?? {};
  if (version === undefined || sha256 === undefined) {
    throw new Error(`${join(recipe, 'requirements.txt')} pins no tensorflow-cpu with its hash.`);
  }
  return { version, sha256 };
}

/** Downloads the wheel from the package index that pip uses, has pip check its hash, and keeps libraries and headers. */
export async function fetchLibrary(recipe: string, folder: string): Promise<void> {
  const download = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps'];
  // The wheel's Python does not matter: nothing of it runs.
  const platform = [
    '--only-binary=:all:',
    '--platform=manylinux_2_27_x86_64',
    '--python-version=3.11',
  ];
  const what = [
    '--require-hashes',
    '--requirement',
    join(recipe, 'requirements.txt'),
    '--dest',
    '.',
  ];
  await runStep('python3', [...download, ...platform, ...what], folder);
  const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip downloaded no wheel.');
  await runStep('python3', [join(recipe, 'unpack_wheel.py'), wheel, 'wheel'], folder);
  await rm(join(folder, wheel));
  const unpacked = join(folder, 'wheel', 'tensorflow');
  await rename(join(unpacked, 'include'), join(folder, 'include'));
  await rename(unpacked, join(folder, 'lib'));
  await rm(join(folder, 'wheel'), { recursive: true });
}
