// Writes the committed schema definition; `npm run schema`.
import { writeFile } from 'node:fs/promises';

import { printApiSchema } from '../server/graphql/index.ts';

const target = new URL('server/graphql/schema.graphql', `file://${process.cwd()}/`);
await writeFile(target, printApiSchema());
process.stdout.write('Wrote server/graphql/schema.graphql\n');
