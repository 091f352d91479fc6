// Makes the model that comes with the release: trained on the demo data, signed with a key that is thrown away afterwards,
// promoted by the gate. Replaces model-store/, model-keys.json and the answers of the README; `npm run champion`.
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { release, releaseFolder } from '../server/release.ts';
import { readmeExamples, withAnswers } from './champion/readme-examples.ts';
import { runCommand } from './commands/index.ts';
import { generateDemo } from './commands/demo.ts';
import { type Invocation, runCommandLine, withApp } from './runtime/index.ts';
import { createTerminal } from './terminal/index.ts';

/**
 * What was best of what was tried on earlier windows of the demo data than those that its scores come from, at half the width, which
 * takes a third of the time to forecast and loses nothing; small enough to be committed.
 */
const training = [
  ...['--model', 'mlp', '--members', '1', '--lookbacks', '2', '--width', '64', '--steps', '2000'],
  ...['--batch', '64', '--backend', 'wasm', '--seed', '1', '--windows', '3'],
];

const terminal = createTerminal(process.stdout, process.stderr);
const { signal } = new AbortController();

type Environment = Readonly<Record<string, string>>;

/** Runs `run` in a database and a store of its own. */
async function inFolder(folder: string, change: Environment, run: Steps): Promise<void> {
  const env = {
    PORT: '0',
    LOG_LEVEL: 'warn',
    TENSOR_BACKEND: 'wasm',
    DATA_DIRECTORY: join(folder, 'data'),
    MODEL_SIGNING_KEY: join(folder, 'keys', 'signing.pem'),
    ...change,
  };
  for (const { args, step } of run) {
    const code = await runCommandLine({ args, env, terminal, signal, run: step });
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}; nothing was replaced.`);
  }
}
type Steps = readonly {
  readonly args: readonly string[];
  readonly step: (args: readonly string[], invocation: Invocation) => Promise<void>;
}[];

/** Trains and publishes, then takes over the files. */
async function buildChampion(folder: string): Promise<void> {
  const commands = [
    ['keys', 'generate', '--name', `Forecastle ${release}`],
    ['demo'],
    ['rebuild', '--dataset', 'synthetic-demo', '--actor', 'npm run champion', ...training],
  ];
  await inFolder(
    folder,
    { RELEASE_MODELS: 'false' },
    commands.map((args) => ({ args, step: runCommand })),
  );
  for (const name of ['model-store', 'model-keys.json']) {
    await rm(join(releaseFolder, name), { recursive: true, force: true });
    await cp(join(folder, 'data', name), join(releaseFolder, name), { recursive: true });
  }
}

/** Asks what the README asks, as a fresh clone would, and writes down the answers. */
async function updateReadme(folder: string): Promise<void> {
  const path = join(releaseFolder, 'README.md');
  const page = await readFile(path, 'utf8');
  const step: Steps[number]['step'] = (_args, invocation) =>
    withApp(invocation, { migrations: 'apply' }, async (app) => {
      await generateDemo(app, invocation, { scale: 'demo', seed: 1 });
      const { url } = await app.listen();
      const answers: object[] = [];
      for (const { query } of readmeExamples(page)) {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
        });
        const { data } = (await response.json()) as { readonly data: object };
        answers.push(data);
      }
      await writeFile(path, withAnswers(page, answers));
    });
  await inFolder(folder, {}, [{ args: ['README'], step }]);
}

const folder = await mkdtemp(join(tmpdir(), 'forecastle-champion-'));
// PostgreSQL may run under another account.
await chmod(folder, 0o755);
try {
  await buildChampion(join(folder, 'training'));
  await updateReadme(join(folder, 'clone'));
  terminal.say(
    'Replaced model-store/, model-keys.json and the answers in README.md. Commit them together.',
  );
} finally {
  // The private key goes with it.
  await rm(folder, { recursive: true, force: true });
}
