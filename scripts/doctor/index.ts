import { ForecastError } from '#core/errors';

import type { Config } from '../../server/config/index.ts';
import { type CheckResult, failed, ok } from './check.ts';
import { checkDatabase } from './check-database.ts';
import { checkDisk, checkNode, checkResources } from './check-machine.ts';
import { checkModelStore } from './check-model-store.ts';
import { checkModels, checkPort, checkTracing } from './check-services.ts';
import { checkTensors } from './check-tensors.ts';

export type { CheckResult } from './check.ts';

interface Surroundings {
  readonly nodeVersion: string;
  readonly config: () => Config;
  readonly spanTarget: string | null;
}

/** Looks at everything that a server needs here, and changes nothing. */
export async function examine(surroundings: Surroundings): Promise<readonly CheckResult[]> {
  const machine = [checkNode(surroundings.nodeVersion), checkResources()];
  const config = settings(surroundings.config);
  if (config instanceof ForecastError) {
    return [
      ...machine,
      failed(
        'settings',
        config.message,
        'Correct the environment; docs/configuration.md has every setting.',
      ),
    ];
  }
  return [
    ...machine,
    ok('settings', 'valid'),
    ...(config.databaseUrl === null ? [await checkDisk(config.dataDirectory)] : []),
    ...(await checkDatabase(config)),
    ...(await checkModels(config)),
    ...(await checkModelStore(config)),
    await checkTensors(config),
    await checkPort(config),
    await checkTracing(surroundings.spanTarget),
  ];
}

function settings(load: () => Config): Config | ForecastError {
  try {
    return load();
  } catch (error) {
    if (error instanceof ForecastError) return error;
    throw error;
  }
}
