import { detectDrift, type DriftFinding } from '#core/drift';
import { buildHierarchy, parseLevel } from '#core/hierarchy';
import { expect, it } from 'vitest';

import { injectedChanges, withChange } from './injected-change.ts';
import { readM5Sample } from './m5-sample.ts';

const sample = await readM5Sample((line) => {
  console.warn(line);
});

const change = (name: string) => injectedChanges.find((one) => one.name === name)!;

it.skipIf(sample === null)("finds a price shock and a dead store in M5's sample by name", () => {
  const { attributes, items, last } = sample!;
  const described = items.map(({ key }, item) => ({ key, attributes: attributes[item]! }));
  const hierarchy = buildHierarchy(described, [parseLevel('store')]);
  const untouched = { ...sample!, hierarchy };
  const dearer = withChange(untouched, change('prices + 20 %'), {
    ...{ attribute: 'store', value: 'CA_3', from: last - 13 },
  });
  const changed = withChange(dearer, change('dead'), {
    ...{ attribute: 'store', value: 'WI_1', from: last - 9 },
  });
  const isAbout = ({ level, kind }: DriftFinding) =>
    level === 'store' && (kind === 'PRICE_SHOCK' || kind === 'DEAD_SEGMENT');
  expect(detectDrift(untouched, last).findings.filter(isAbout)).toEqual([]);
  expect(detectDrift(changed, last).findings.filter(isAbout)).toMatchObject([
    { segment: 'CA_3', kind: 'PRICE_SHOCK', direction: 'up' },
    { segment: 'WI_1', kind: 'DEAD_SEGMENT', since: last - 9 },
  ]);
});
