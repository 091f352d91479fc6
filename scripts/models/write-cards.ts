import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ModelCatalog } from '../../server/application/models/index.ts';

/**
 * Writes the card of the champion of every model, else of its newest version, as `<model>.md`.
 * @returns the files, in the order of the models.
 */
export async function writeCards(models: ModelCatalog, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (const { name, champion } of await models.models()) {
    const newest = await models.versionPage(name, { first: 1, before: null });
    const version = champion ?? newest.entries[0];
    if (version === undefined) continue;
    const file = join(folder, `${name}.md`);
    await writeFile(file, await models.card(version));
    files.push(file);
  }
  return files;
}
