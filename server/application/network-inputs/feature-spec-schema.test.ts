import { defaultFeatureSpec } from '#core/features';
import { describe, expect, it } from 'vitest';

import { parseFeatureSpec } from './feature-spec-schema.ts';

describe('a feature spec as JSON', () => {
  it('is read as it was written', () => {
    const spec = defaultFeatureSpec('weekly');
    expect(parseFeatureSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  it('is refused with everything that is wrong with its shape', () => {
    const spec = { ...defaultFeatureSpec('daily'), version: 2, lookback: 'long', colour: 'blue' };
    expect(() => parseFeatureSpec(spec)).toThrow(
      /version: must be 1, the version that this release writes; lookback: must be a whole number of periods; .*colour/,
    );
    expect(() => parseFeatureSpec(null)).toThrow(/The input is not valid/);
  });

  it('is refused where its numbers do not go together', () => {
    const spec = { ...defaultFeatureSpec('daily'), inputSize: 80 };
    expect(() => parseFeatureSpec(spec)).toThrow(
      /lookback: must be 1 to inputSize \(80\) periods, found 84/,
    );
  });
});
