import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  builtNative,
  nativeManifestFile,
  type NativeManifest,
  openTensorflow,
} from '../../server/tensorflow/index.ts';
import { compileAddOn } from './add-on.ts';
import { fetchLibrary, pinnedWheel } from './native-library.ts';
import { runStep } from './run-step.ts';

export interface NativeBuild {
  /** The folder of package.json, its lockfile and requirements.txt. */
  readonly recipe: string;
  /** Where the result goes; what was there is replaced once the new one works. */
  readonly directory: string;
  readonly log: (line: string) => void;
}

/** Why this machine cannot build it; null where it can. */
export async function problemOf(platform: string): Promise<string | null> {
  if (platform !== 'linux-x64')
    return `there is a recipe for linux-x64 only, and this is ${platform}`;
  const needed = [
    ['g++', ['--version']],
    ['python3', ['-m', 'pip', '--version']],
  ] as const;
  for (const [program, args] of needed) {
    try {
      await runStep(program, args, '.');
    } catch {
      return `\`${program} ${args.join(' ')}\` does not run; install it (Debian: apt install g++ python3-pip)`;
    }
  }
  return null;
}

/**
 * Builds tfjs-node with a TensorFlow of the package index, and computes something with it before it takes its place.
 * @returns the version that works; `built` is false where it was there already.
 */
export async function buildNative(
  build: NativeBuild,
): Promise<{ version: string; built: boolean }> {
  const { recipe, directory, log } = build;
  const wheel = await pinnedWheel(recipe);
  if (builtNative(directory)?.wheelSha256 === wheel.sha256) {
    return { version: await provenVersion(directory), built: false };
  }
  const workplace = `${directory}.building`;
  await rm(workplace, { recursive: true, force: true });
  await mkdir(workplace, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    await cp(join(recipe, file), join(workplace, file));
  log('Installing tfjs-node without its install script ...');
  await runStep('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], workplace);
  log(`Fetching TensorFlow ${wheel.version}, about 270 MB ...`);
  await fetchLibrary(recipe, workplace);
  log('Compiling the add-on ...');
  await compileAddOn(workplace);
  const manifest: NativeManifest = { tensorflow: wheel.version, wheelSha256: wheel.sha256 };
  await writeFile(join(workplace, nativeManifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
  const version = await provenVersion(workplace);
  await rm(directory, { recursive: true, force: true });
  await rename(workplace, directory);
  return { version, built: true };
}

/** Loads it and multiplies two matrices. */
async function provenVersion(nativeDirectory: string): Promise<string> {
  const { tf, version } = await openTensorflow({ backend: 'native', nativeDirectory });
  const [product] = tf.tidy(() => tf.matMul(tf.fill([1, 3], 2), tf.fill([3, 1], 5)).dataSync());
  if (product !== 30)
    throw new Error(`${version} computes 2·5 + 2·5 + 2·5 = ${product ?? 'nothing'}.`);
  return version;
}
