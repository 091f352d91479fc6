import { readFileSync } from 'node:fs';

import { forecasters, hierarchyForecasters } from '#core/models';
import { expect, it } from 'vitest';

it.each([...forecasters, ...hierarchyForecasters].map(({ name }) => name))(
  '%s has a card in docs/model-cards (forecastle models card --all writes them)',
  (name) => {
    const card = readFileSync(new URL(`../docs/model-cards/${name}.md`, import.meta.url), 'utf8');
    expect(card).toMatch(new RegExp(`^# ${name}@`));
    for (const part of ['Training', 'Scores', 'Intended use', 'Limits']) {
      expect(card).toContain(`\n## ${part}\n`);
    }
  },
);
