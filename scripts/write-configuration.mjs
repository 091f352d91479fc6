// Writes docs/configuration.md from the rules of server/config. Runs the sources: node --conditions=source.
import { writeFileSync } from 'node:fs';

import { configurationPage } from './configuration-page.ts';

writeFileSync(new URL('../docs/configuration.md', import.meta.url), await configurationPage());
