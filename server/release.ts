import { createRequire } from 'node:module';

import { z } from 'zod';

const require = createRequire(import.meta.url);

/** Version of this release, as in package.json. */
export const release = z.object({ version: z.string() }).parse(require('#package.json')).version;
