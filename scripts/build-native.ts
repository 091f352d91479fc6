import { resolve } from 'node:path';

import { loadConfig } from '../server/config/index.ts';
import { buildNative, problemOf } from './native/build-native.ts';

/** One line says what came of it. Without the native library everything works as well, on WebAssembly. */
async function main(): Promise<number> {
  const problem = await problemOf(`${process.platform}-${process.arch}`);
  const fallback = 'Networks are computed by WebAssembly, which needs nothing.';
  if (problem !== null) {
    console.error(`Not built: ${problem}. ${fallback}`);
    return 1;
  }
  const directory = resolve(loadConfig(process.env).nativeDirectory);
  const log = (line: string): void => {
    console.error(line);
  };
  try {
    const { version, built } = await buildNative({
      recipe: resolve('scripts/native/recipe'),
      directory,
      log,
    });
    console.log(`${built ? 'Built' : 'There already'}: ${version}, in ${directory}.`);
    return 0;
  } catch (error) {
    console.error(
      `Not built: ${error instanceof Error ? error.message : String(error)} ${fallback}`,
    );
    return 1;
  }
}

process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
process.exitCode = await main();
