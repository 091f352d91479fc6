import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import { z } from 'zod';

const require = createRequire(import.meta.url);

/** Version of this release, as in package.json. */
export const release = z.object({ version: z.string() }).parse(require('#package.json')).version;

/** The folder that this release lies in, wherever it is started from. */
export const releaseFolder = dirname(require.resolve('#package.json'));
