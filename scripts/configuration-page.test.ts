import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { configurationPage } from './configuration-page.ts';

it('docs/configuration.md describes the environment as it is (npm run docs:configuration writes it)', async () => {
  const written = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
  expect(written).toBe(await configurationPage());
});
