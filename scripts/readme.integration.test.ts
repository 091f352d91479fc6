import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { startApp } from '../server/testing/running-app.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Every query of the README with the answer that the README prints below it. */
const examples = Array.from(
  readme.matchAll(/```graphql\n(.+?)```.+?```json\n(.+?)```/gs),
  ([, query = '', answer = '']) => ({ query, answer }),
);

describe('the README', () => {
  it('prints the answers that its queries get on the demo data', async () => {
    expect(examples.length).toBeGreaterThan(0);
    await using started = await startApp();
    await started.app.ingestSynthetic.execute({
      scale: 'demo',
      seed: 1,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    for (const { query, answer } of examples) {
      const { data, errors } = await started.post(query);
      expect(errors).toEqual([]);
      expect({ data }).toEqual(JSON.parse(answer));
    }
  });
});
