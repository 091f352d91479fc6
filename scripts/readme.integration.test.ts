import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { generateDemoData } from '../server/testing/demo-data.ts';
import { startApp } from '../server/testing/running-app.ts';
import { readmeExamples } from './champion/readme-examples.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

const examples = readmeExamples(readme);

describe('the README', () => {
  it('prints the answers that its queries get on the demo data', async () => {
    expect(examples.length).toBeGreaterThan(0);
    await using started = await startApp(
      { RELEASE_MODELS: 'true', TENSOR_BACKEND: 'wasm' },
      { prepare: generateDemoData },
    );
    for (const { query, answer } of examples) {
      const { data, errors } = await started.post(query);
      expect(errors).toEqual([]);
      expect({ data }).toEqual(JSON.parse(answer));
    }
  });
});
