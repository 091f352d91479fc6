import type { Series } from '../series/index.ts';
import type { FeatureData } from './feature-data.ts';

/**
 * What tells that an item is on sale. Price lists know the price of a day without sales too: then a day without a price
 * is a day off the shelf. Where prices come from receipts, most days without sales have none, and say nothing.
 */
export function fitListing({ panel, covariates }: FeatureData, cutoff: number): 'price' | 'demand' {
  let unsold = 0;
  let priced = 0;
  panel.series.forEach(({ start, values }, index) => {
    const price = covariates.series[index]!.price;
    const span = price === null ? null : knownSpan(price, cutoff);
    if (price === null || span === null) return;
    const from = Math.max(start, span.from);
    const to = Math.min(start + values.length - 1, span.to);
    for (let period = from; period <= to; period += 1) {
      if (values[period - start] !== 0) continue;
      unsold += 1;
      if (!Number.isNaN(price.values[period - price.start]!)) priced += 1;
    }
  });
  return unsold > 0 && priced * 2 >= unsold ? 'price' : 'demand';
}

/** First and last known period up to the cutoff. */
function knownSpan({ start, values }: Series, cutoff: number): { from: number; to: number } | null {
  const until = values.subarray(0, Math.max(0, cutoff - start + 1));
  const first = until.findIndex((value) => !Number.isNaN(value));
  if (first === -1) return null;
  return {
    from: start + first,
    to: start + until.findLastIndex((value) => !Number.isNaN(value)),
  };
}
