import { describe, expect, it } from 'vitest';

import { type PriceSpec, priceFeatures } from './feature-spec.ts';
import { VisiblePrices } from './visible-prices.ts';

const spec: PriceSpec = {
  window: 6,
  group: 'department',
  planned: 'used',
  features: priceFeatures,
};

/** Channels of the 6 periods up to the cutoff and of two after it; prices start at period 0, the cutoff is 5. */
function channels(values: readonly number[] | null, changes: Partial<PriceSpec> = {}, group = 0) {
  const prices = new VisiblePrices({ ...spec, ...changes }, 2);
  const price =
    values === null ? null : { key: 'item', start: 0, values: Float64Array.from(values) };
  prices.read(price, 5, group);
  const into = new Float32Array(8 * prices.width);
  prices.copyRows(-5, 8, into, { at: 0, stride: prices.width });
  const channel = (place: number) =>
    Array.from({ length: 8 }, (_, row) => into[row * prices.width + place]!);
  const [known, item, relative, last, changed] = [0, 1, 2, 3, 4].map(channel);
  return { known, item, relative, last, changed };
}

const unknown = Number.NaN;
const log2 = Math.fround(Math.LN2);

describe('visible prices', () => {
  it('carry the last known price on, with a flag that says so', () => {
    const { known, relative } = channels([unknown, 2, unknown, 4, 4, unknown]);
    expect(known).toEqual([0, 1, 0, 1, 1, 0, 0, 0]);
    const doubled = Math.fround(2 * Math.LN2);
    expect(relative).toEqual([0, log2, log2, doubled, doubled, doubled, doubled, doubled]);
  });

  it('compare with the mean of the item, and with the price before the last change', () => {
    const { item, last, changed } = channels([2, 2, 2, 4, 4, 4, 2, 2]);
    const half = Math.fround(Math.LN2 / 2);
    expect(item).toEqual([-half, -half, -half, half, half, half, -half, -half]);
    expect(last).toEqual([0, 0, 0, log2, log2, log2, -log2, -log2]);
    expect(changed).toEqual([0, 0, 0, 1, 0, 0, 1, 0]);
  });

  it('use planned prices only where the spec says so', () => {
    expect(channels([2, 2, 2, 2, 2, 2, 4, 4]).known?.slice(6)).toEqual([1, 1]);
    const ignored = channels([2, 2, 2, 2, 2, 2, 4, 4], { planned: 'ignored' });
    expect(ignored.known?.slice(6)).toEqual([0, 0]);
    expect(ignored).toEqual(channels([2, 2, 2, 2, 2, 2], { planned: 'ignored' }));
  });

  it('remember nothing older than their window', () => {
    const { relative, changed } = channels([2, unknown, unknown, unknown, unknown, 4], {
      window: 3,
    });
    expect(relative).toEqual([0, 0, 0, 0, 0, ...[1, 1, 1].map(() => Math.fround(2 * Math.LN2))]);
    expect(changed).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it.each([
    ['no prices', null],
    ['unknown prices', [unknown, unknown]],
    ['prices of 0', [0, 0, 0, 0, 0, 0, 0, 0]],
  ])('of %s are all 0', (_, values) => {
    expect(Object.values(channels(values)).flat()).toEqual(Array.from({ length: 40 }, () => 0));
  });

  it('of a group without a level compare with nothing', () => {
    expect(channels([2, 2, 2, 2, 2, 2], {}, Number.NaN).relative).toEqual(
      Array.from({ length: 8 }, () => 0),
    );
  });
});
