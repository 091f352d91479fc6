import { ForecastError } from '#core/errors';
import type { Command } from 'commander';

import type { App } from '../../server/app.ts';
import type { Model, ModelVersion } from '../../server/application/models/index.ts';
import { ledgerColumns, modelColumns, versionColumns, writeCards } from '../models/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { formatTable } from '../terminal/index.ts';
import { helpFooter } from './help.ts';
import { usageError } from './usage-error.ts';

interface Format {
  readonly json?: boolean;
}

interface CardOptions {
  readonly all?: boolean;
  readonly output?: string;
}

const newest = { first: null, before: null };

/** `forecastle models`: the models, their versions, cards and ledgers. */
export function addModels(program: Command, invocation: Invocation): void {
  const models = program
    .command('models')
    .description('List models; show versions, the ledger and the card of one.')
    .addHelpText(
      'after',
      helpFooter([
        'models',
        'models show n-beats',
        'models card n-beats',
        'models card --all --output docs/model-cards',
      ]),
    );
  const known = <Result>(work: (app: App) => Promise<Result>) =>
    withApp(invocation, { migrations: 'require' }, async (app) => {
      await app.syncModels.execute({ champions: 'as-they-are' });
      return work(app);
    });

  models
    .command('list', { isDefault: true })
    .description('List the learned models and the baselines.')
    .option('--json', 'print JSON')
    .action(({ json }: Format) =>
      known(async (app) => {
        const found = await app.models.models();
        await print(invocation, json, found, () => formatTable(modelColumns, found));
      }),
    );

  models
    .command('show')
    .argument('<model>')
    .description('Show the versions of a model and every promotion and rollback, newest first.')
    .option('--json', 'print JSON')
    .action((name: string, { json }: Format) =>
      known(async (app) => {
        const model = await modelNamed(app, name);
        const { entries: versions } = await app.models.versionPage(name, newest);
        const asked = { model: name, version: null };
        const { entries: ledger } = await app.models.ledgerPage(asked, newest);
        await print(invocation, json, { ...model, versions, ledger }, () =>
          [
            `${model.name} (${model.kind}): ${model.description}\n`,
            formatTable(versionColumns, versions),
            ...(ledger.length === 0 ? [] : [formatTable(ledgerColumns, ledger)]),
          ].join('\n'),
        );
      }),
    );

  models
    .command('card')
    .argument('[model]')
    .argument('[version]', 'its champion, else its newest, when left out')
    .description('Print the model card of a version, or write those of all models.')
    .option('--all', 'every model; needs --output')
    .option('--output <folder>', 'folder for one file per model, with --all')
    .action((name: string | undefined, version: string | undefined, options: CardOptions) =>
      known((app) => printCards(app, invocation, { ...options, name, version })),
    );
}

async function printCards(
  app: App,
  { terminal }: Invocation,
  options: CardOptions & {
    readonly name: string | undefined;
    readonly version: string | undefined;
  },
): Promise<void> {
  const { all, output, name, version } = options;
  if (all === true) {
    if (output === undefined || name !== undefined) {
      throw usageError('Name one model, or give --all with the folder for the cards: --output.');
    }
    for (const file of await writeCards(app.models, output)) await terminal.write(`${file}\n`);
    return;
  }
  if (name === undefined || output !== undefined) {
    throw usageError('Name one model, or give --all with the folder for the cards: --output.');
  }
  await terminal.write(await app.models.card(await versionNamed(app, name, version)));
}

async function modelNamed({ models }: App, name: string): Promise<Model> {
  const found = await models.model(name);
  if (found !== null) return found;
  const available = (await models.models()).map((model) => model.name);
  throw new ForecastError(
    'MODEL_NOT_FOUND',
    `No model is named "${name}". \`forecastle models\` lists them.`,
    { model: name, available },
  );
}

async function versionNamed(
  app: App,
  name: string,
  version: string | undefined,
): Promise<ModelVersion> {
  const model = await modelNamed(app, name);
  const { entries } = await app.models.versionPage(name, newest);
  const [named = null] =
    version === undefined
      ? [model.champion ?? entries[0] ?? null]
      : await app.models.versions([{ model: name, version }]);
  if (named !== null) return named;
  throw new ForecastError(
    'MODEL_VERSION_NOT_FOUND',
    `"${name}" has no version "${version ?? ''}". \`forecastle models show ${name}\` lists them.`,
    { model: name, version: version ?? '', available: entries.map((one) => one.version) },
  );
}

async function print(
  { terminal }: Invocation,
  json: boolean | undefined,
  value: unknown,
  text: () => string,
): Promise<void> {
  await terminal.write(json === true ? `${JSON.stringify(value, null, 2)}\n` : text());
}
