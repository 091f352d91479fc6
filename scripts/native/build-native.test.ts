import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { loadConfig } from '../../server/config/index.ts';
import { builtNative } from '../../server/tensorflow/index.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { buildNative, problemOf } from './build-native.ts';
import { pinnedWheel } from './native-library.ts';
import { runStep } from './run-step.ts';

const recipe = resolve('scripts/native/recipe');
const directory = resolve(loadConfig({}).nativeDirectory);
const isBuilt = builtNative(directory) !== null;
if (!isBuilt) console.log('MISSING: the native tensor library; `npm run native` builds it.');

describe('the recipe of the native library', () => {
  it('pins the wheel by version and hash', async () => {
    const { version, sha256 } = await pinnedWheel(recipe);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses a wheel without a hash', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'requirements.txt'), 'tensorflow-cpu==2.21.0\n');
    await expect(pinnedWheel(folder.path)).rejects.toThrow('pins no tensorflow-cpu with its hash');
  });

  it('is for Linux on x64 only, and says so elsewhere', async () => {
    expect(await problemOf('win32-arm64')).toContain('linux-x64');
  });

  it('stops at a program that fails, with what it complained about', async () => {
    const failing = ['-e', 'console.error("no space"); process.exit(3)'];
    await expect(runStep(process.execPath, failing, '.')).rejects.toThrow('no space');
    expect(await runStep(process.execPath, ['-e', 'console.log(6 * 7)'], '.')).toBe('42\n');
  });

  it.skipIf(!isBuilt)('builds nothing where it works already', async () => {
    const lines: string[] = [];
    const log = (line: string): void => {
      lines.push(line);
    };
    const { version, built } = await buildNative({ recipe, directory, log });
    expect({ built, lines }).toEqual({ built: false, lines: [] });
    expect(version).toContain(`TensorFlow ${(await pinnedWheel(recipe)).version}`);
  });
});
