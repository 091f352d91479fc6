import { syntheticScales } from '#core/synthetic';
import { type Command, Option } from 'commander';

import type { App } from '../../server/app.ts';
import type { IngestionReport } from '../../server/application/ingestion/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { createProgress } from '../terminal/index.ts';
import { helpFooter } from './help.ts';
import { formatIngestion } from './ingestion-report.ts';
import { wholeNumber } from './option-values.ts';

type Scale = (typeof syntheticScales)[number];

interface DemoOptions {
  readonly scale: Scale;
  readonly seed?: number;
  readonly dataset?: string;
  readonly json?: boolean;
}

/** `forecastle demo`: generated retail demand to try everything with. */
export function addDemo(program: Command, invocation: Invocation): void {
  program
    .command('demo')
    .description('Generate synthetic retail demand. The same scale and seed give the same values.')
    .addOption(
      new Option('--scale <scale>', 'demo: some hundred items; m5: 30,490 items x 1,941 days')
        .choices(syntheticScales)
        .default('demo'),
    )
    .option(
      '--seed <number>',
      'seed of the generator (default: SEED)',
      wholeNumber(0, 2_147_483_647),
    )
    .option('--dataset <slug>', 'name of the dataset (default: synthetic-demo, synthetic-m5)')
    .option('--json', 'print JSON')
    .addHelpText('after', helpFooter(['demo', 'demo --scale m5 --seed 7', 'demo --json']))
    .action((options: DemoOptions) =>
      withApp(invocation, { migrations: 'apply' }, async (app) => {
        const startedAt = performance.now();
        const report = await generateDemo(app, invocation, options);
        await app.takeUpModels();
        const text =
          options.json === true
            ? `${JSON.stringify(report, null, 2)}\n`
            : formatIngestion(
                options.dataset ?? `synthetic-${options.scale}`,
                report,
                performance.now() - startedAt,
              );
        await invocation.terminal.write(text);
      }),
    );
}

/** Generates a synthetic dataset and shows how far it is. */
export async function generateDemo(
  app: App,
  { terminal, signal, config }: Invocation,
  { scale, seed, dataset }: Pick<DemoOptions, 'scale' | 'seed' | 'dataset'>,
): Promise<IngestionReport> {
  const progress = createProgress(terminal);
  try {
    return await app.ingestSynthetic.execute({
      scale,
      seed: seed ?? config().seed,
      ...(dataset === undefined ? {} : { slug: dataset }),
      onProgress: progress.report,
      signal,
    });
  } finally {
    progress.finish();
  }
}
