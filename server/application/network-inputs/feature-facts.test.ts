import { defaultFeatureSpec, type FeatureData, fitFeatures } from '#core/features';
import { describe, expect, it } from 'vitest';

import { featureFacts, fittedFeaturesOf } from './index.ts';

const data: FeatureData = {
  panel: {
    calendar: { frequency: 'daily', weekStartsOn: 1 },
    series: [
      { key: 'a', start: 100, values: Float64Array.from({ length: 60 }, (_, at) => at % 5) },
    ],
  },
  covariates: {
    events: [{ period: 120, name: 'Fair', kind: 'Cultural', region: '' }],
    series: [
      {
        attributes: { department: 'FOODS_1', store: 'CA_1' },
        price: { key: 'a', start: 100, values: new Float64Array(60).fill(2.5) },
      },
    ],
  },
};
const fitted = fitFeatures(defaultFeatureSpec('daily'), data, 159);
const facts = featureFacts(fitted);

describe('featureFacts', () => {
  it('keeps fitted features in the places of a manifest, and gives them back from JSON', () => {
    expect(facts.categories['store']).toEqual(['', 'CA_1']);
    expect(facts.scalers['groupPrices']).toMatchObject({ values: ['FOODS_1'] });
    expect(fittedFeaturesOf(JSON.parse(JSON.stringify(facts)) as typeof facts)).toEqual(fitted);
  });

  it.each([
    ['another version', { features: { ...facts.features, spec: { version: 2 } } }, /version/],
    ['no listing', { features: { ...facts.features, listing: 'never' } }, /features\.listing/],
    ['prices that are none', { scalers: { groupPrices: 1 } }, /scalers\.groupPrices/],
    ['a category that is not there', { categories: {} }, /categories have no/],
  ])('says what is wrong with %s', (_name, change, message) => {
    expect(fittedFeaturesOf({ ...facts, ...change })).toMatch(message);
  });
});
