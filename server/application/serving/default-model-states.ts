import { modelNamed } from '#core/models';

import type { CatalogReader } from '../catalog/index.ts';
import type { LearnedModels } from './learned-models.ts';

/** Whether a model that answers by default can answer now. */
export interface DefaultModelState {
  readonly name: string;
  /** Slugs of the datasets whose own default it is; none where it is that of the configuration alone. */
  readonly defaultOf: readonly string[];
  readonly isBaseline: boolean;
  readonly isUsable: boolean;
  /** Why not; null where it can. */
  readonly problem: string | null;
}

/**
 * The state of every model that answers where none is asked for: that of the configuration, and those of datasets. What is not
 * loaded yet is loaded, so that the first request need not wait.
 */
export async function defaultModelStates(
  configured: string,
  {
    catalog,
    models,
  }: {
    readonly catalog: Pick<CatalogReader, 'datasets'>;
    readonly models: Pick<LearnedModels, 'resolve'>;
  },
): Promise<readonly DefaultModelState[]> {
  // A database that is away is a problem of its own.
  const datasets = await catalog.datasets().catch(() => []);
  const names = new Set([
    configured,
    ...datasets.flatMap(({ defaultModel }) => defaultModel ?? []),
  ]);
  return Promise.all(
    [...names].map(async (name) => {
      const problem = await problemOf(name, models);
      return {
        name,
        defaultOf: datasets.flatMap(({ slug, defaultModel }) =>
          defaultModel === name ? slug : [],
        ),
        isBaseline: modelNamed(name) !== null,
        isUsable: problem === null,
        problem,
      };
    }),
  );
}

async function problemOf(
  name: string,
  models: Pick<LearnedModels, 'resolve'>,
): Promise<string | null> {
  if (modelNamed(name) !== null) return null;
  const resolution = await models.resolve(name);
  if (resolution === null) return 'no model of that name is available here';
  return resolution.kind === 'failed' ? `${resolution.reason}: ${resolution.detail}` : null;
}
