import { modelNamed } from '#core/models';
import { z } from 'zod';

import {
  type CatalogReader,
  type Dataset,
  datasetNotFound,
  type DefaultModelStore,
} from '../catalog/index.ts';
import { referenceText } from './model-reference.ts';
import { errorsOfIssues, type ModelUserError, userError } from './model-user-error.ts';
import type { RegisteredVersion } from './model.ts';
import type { ModelRegistry } from './ports.ts';

/** What `SetDefaultModel` takes. */
const defaultModelCommand = z.strictObject({
  dataset: z.string().min(1).max(200),
  /** A baseline, a learned model (its champion) or `name@version`; null = that of the configuration. */
  model: z.string().min(1).max(200).nullable(),
});

/** The dataset as it is now, or why nothing was changed. */
export interface DefaultModelResult {
  readonly dataset: Dataset | null;
  readonly userErrors: readonly ModelUserError[];
}

interface DefaultModelPorts {
  readonly catalog: Pick<CatalogReader, 'datasetsBySlug'>;
  readonly defaults: DefaultModelStore;
  readonly registry: Pick<ModelRegistry, 'models' | 'find'>;
}

/** Use case: say which model answers forecasts of a dataset that name none. */
export class SetDefaultModel {
  readonly #ports: DefaultModelPorts;

  constructor(ports: DefaultModelPorts) {
    this.#ports = ports;
  }

  /** What a caller can correct comes back as `userErrors`, and nothing is written then. */
  async execute(input: unknown): Promise<DefaultModelResult> {
    const parsed = defaultModelCommand.safeParse(input);
    if (!parsed.success) return refused(errorsOfIssues(parsed.error.issues));
    const { dataset: slug, model } = parsed.data;
    const [stored] = await this.#ports.catalog.datasetsBySlug([slug]);
    const problem =
      stored === undefined ? unknownDataset(slug) : await this.#problemOf(model, stored);
    if (problem !== null) return refused([problem]);
    const dataset = await this.#ports.defaults.set(slug, model);
    return dataset === null ? refused([unknownDataset(slug)]) : { dataset, userErrors: [] };
  }

  async #problemOf(
    model: string | null,
    { slug, calendar: { frequency } }: Dataset,
  ): Promise<ModelUserError | null> {
    if (model === null || modelNamed(model) !== null) return null;
    const version = await this.#versionOf(model);
    if ('code' in version) return version;
    const trained = version.manifest.dataset.frequency;
    if (trained === frequency) return null;
    const message = `${referenceText(version)} was trained on ${trained} demand and "${slug}" is ${frequency}. Choose a model of ${frequency} demand.`;
    return userError('INVALID_INPUT', 'model', message);
  }

  /** The version that a name stands for, or why it stands for none. */
  async #versionOf(name: string): Promise<RegisteredVersion | ModelUserError> {
    const { registry } = this.#ports;
    const [model = '', asked] = name.split('@');
    const known = (await registry.models()).find((one) => one.name === model);
    if (known === undefined) {
      const message = `No model is named "${model}". \`forecastle models\` lists them.`;
      return userError('MODEL_NOT_FOUND', 'model', message);
    }
    const version = asked ?? known.aliases.find(({ alias }) => alias === 'champion')?.version;
    if (version === undefined) {
      const message = `No version of "${model}" is its champion, so it could not answer. Promote one, or name a version.`;
      return userError('MODEL_VERSION_NOT_FOUND', 'model', message);
    }
    const [found] = await registry.find([{ model, version }]);
    const message = `"${model}" has no version "${version}". \`forecastle models show ${model}\` lists them.`;
    return found ?? userError('MODEL_VERSION_NOT_FOUND', 'model', message);
  }
}

function refused(userErrors: readonly ModelUserError[]): DefaultModelResult {
  return { dataset: null, userErrors };
}

function unknownDataset(slug: string): ModelUserError {
  return userError('DATASET_NOT_FOUND', 'dataset', datasetNotFound(slug).message);
}
