import type { Command } from 'commander';

import {
  generateSigningKey,
  readSigningKey,
  readTrustedKeys,
  type TrustedKey,
  trustKey,
} from '../../server/artifacts/index.ts';
import type { Invocation } from '../runtime/index.ts';
import { type Column, formatTable } from '../terminal/index.ts';
import { actingUser } from './acting-user.ts';
import { helpFooter } from './help.ts';

type ListedKey = Pick<TrustedKey, 'id' | 'name' | 'source'> & {
  readonly publicKey: string;
  /** Whether MODEL_SIGNING_KEY is its private half. */
  readonly signsHere: boolean;
};

const columns: readonly Column<ListedKey>[] = [
  { title: 'key', text: ({ id }) => id },
  { title: 'name', text: ({ name }) => name || '-' },
  { title: 'public key', text: ({ publicKey }) => publicKey },
  { title: 'from', text: ({ source }) => source },
  { title: 'signs here', text: ({ signsHere }) => (signsHere ? 'yes' : 'no') },
];

/** `forecastle keys`: the keys that sign models and those that are trusted. */
export function addKeys(program: Command, invocation: Invocation): void {
  const keys = program
    .command('keys')
    .description('Make the key that signs models, and list the keys that are trusted.')
    .addHelpText(
      'after',
      helpFooter(['keys', 'keys generate --name "release key 2026"', 'keys list --json']),
    );

  keys
    .command('generate')
    .description(
      'Write a new private key to MODEL_SIGNING_KEY and trust its public key in MODEL_KEYS_FILE.',
    )
    .option('--name <text>', 'what to call it', actingUser())
    .option('--json', 'print JSON')
    .action((options: { name: string; json?: boolean }) => generate(invocation, options));

  keys
    .command('list', { isDefault: true })
    .description('List the public keys that models may be signed with.')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => list(invocation, options));
}

async function generate(
  { config, terminal }: Invocation,
  { name, json }: { readonly name: string; readonly json?: boolean },
): Promise<void> {
  const { modelSigningKey, modelKeysFile } = config();
  const { publicKey } = await generateSigningKey(modelSigningKey);
  await trustKey(modelKeysFile, name, publicKey);
  const made = {
    id: publicKey.id,
    name,
    publicKey: publicKey.text,
    privateKeyFile: modelSigningKey,
    keysFile: modelKeysFile,
  };
  await terminal.write(
    json === true
      ? `${JSON.stringify(made, null, 2)}\n`
      : `Key ${made.id}: ${made.publicKey}\nThe private key is in ${modelSigningKey}: keep it out of the repository and of images.\nModels signed with it are trusted by ${modelKeysFile}; elsewhere set MODEL_PUBLIC_KEYS=${made.publicKey}\n`,
  );
}

async function list(
  { config, terminal }: Invocation,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const settings = config();
  const own = await readSigningKey(settings.modelSigningKey).catch(() => null);
  const found = (await readTrustedKeys(settings)).map(({ id, name, source, text }) => ({
    id,
    name,
    source,
    publicKey: text,
    signsHere: own?.publicKey.text === text,
  }));
  await terminal.write(
    json === true ? `${JSON.stringify(found, null, 2)}\n` : formatTable(columns, found),
  );
  if (found.length === 0) {
    terminal.say(
      'No keys are trusted, so no learned model can serve: run `forecastle keys generate`.',
    );
  }
}
