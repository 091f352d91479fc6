import { openModelStore, readTrustedKeys, type TrustedKey } from '../../server/artifacts/index.ts';
import type { Config } from '../../server/config/index.ts';
import { type CheckResult, messageOf, failed, ok, warning } from './check.ts';

/** The published models: how many there are, and which of them cannot be used. */
export async function checkModelStore(config: Config): Promise<readonly CheckResult[]> {
  try {
    const trusted = await readTrustedKeys(config);
    return [keysOf(trusted), await storeOf(config)];
  } catch (error) {
    return [
      failed('model keys', messageOf(error), 'Correct MODEL_KEYS_FILE or MODEL_PUBLIC_KEYS.'),
    ];
  }
}

function keysOf(trusted: readonly TrustedKey[]): CheckResult {
  if (trusted.length > 0) return ok('model keys', trusted.map(({ id }) => id).join(', '));
  return ok(
    'model keys',
    'none trusted: only baselines serve; `forecastle keys generate` makes one',
  );
}

async function storeOf(config: Config): Promise<CheckResult> {
  const { modelStoreDirectory, releaseModelsDirectory } = config;
  const store = await openModelStore(config);
  const published = await store.published();
  const problems: string[] = [];
  for (const reference of published) {
    const outcome = await store.verify(reference);
    if (outcome.kind === 'failed') {
      problems.push(`${reference.model}@${reference.version}: ${outcome.reason}`);
    }
  }
  const places = [modelStoreDirectory, ...(releaseModelsDirectory === null ? [] : ['the release'])];
  const count = `${published.length} published in ${places.join(' and ')}`;
  return problems.length === 0
    ? ok('model store', `${count}${published.length === 0 ? '' : ', all verified'}`)
    : warning(
        'model store',
        `${count}; not usable: ${problems.join(', ')}`,
        '`forecastle verify` says what is wrong; restore the files, or publish them again.',
      );
}
