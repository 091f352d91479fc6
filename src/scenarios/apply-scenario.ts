import type { Covariates, PeriodEvent } from '../covariates/index.ts';
import type { Series } from '../series/index.ts';
import type { ItemSelection, PriceChange, Scenario } from './scenario.ts';

/** The future that a forecast looks at. */
interface Future {
  readonly cutoff: number;
  readonly horizon: number;
}

/**
 * What would be known beforehand under a scenario, of the items with these `keys`. Only periods behind the cutoff, up to the
 * horizon, change: the past is what it was. Where no price is planned the last known one holds, as models take it to.
 */
export function applyScenario(
  covariates: Covariates,
  keys: readonly string[],
  scenario: Scenario,
  future: Future,
): Covariates {
  const changes = scenario.prices.filter((change) => touches(change, future));
  return {
    events: changedEvents(covariates.events, scenario, future),
    series: covariates.series.map((one, place) => {
      const own = changes.filter(({ items }) => concerns(items, keys[place]!, one.attributes));
      if (own.length === 0 || one.price === null) return one;
      return { ...one, price: changedPrice(one.price, own, future) };
    }),
  };
}

function touches({ from, to }: { readonly from: number; readonly to: number }, future: Future) {
  return to > future.cutoff && from <= future.cutoff + future.horizon;
}

function concerns(
  { itemKeys, attributes }: ItemSelection,
  key: string,
  own: Readonly<Record<string, string>>,
): boolean {
  return (
    (itemKeys.length === 0 || itemKeys.includes(key)) &&
    Object.entries(attributes).every(([name, value]) => own[name] === value)
  );
}

/** The price with the future laid out; as it was where no price is known before the cutoff. */
function changedPrice(
  price: Series,
  changes: readonly PriceChange[],
  { cutoff, horizon }: Future,
): Series {
  const { key, start, values } = price;
  const past = values.subarray(0, Math.max(0, cutoff - start + 1));
  const last = past.findLast((value) => value > 0);
  if (last === undefined) return price;
  const changed = new Float64Array(Math.max(values.length, cutoff + horizon - start + 1));
  changed.set(values);
  let planned = last;
  for (let period = cutoff + 1; period <= cutoff + horizon; period += 1) {
    const index = period - start;
    const known = values[index];
    if (known !== undefined && known > 0) planned = known;
    changed[index] = changes.reduce((now, change) => priceUnder(change, now, period), planned);
  }
  return { key, start, values: changed };
}

function priceUnder({ from, to, price }: PriceChange, now: number, period: number): number {
  if (period < from || period > to) return now;
  return 'factor' in price ? now * price.factor : price.fixed;
}

function changedEvents(
  events: readonly PeriodEvent[],
  { addedEvents, cancelledEvents }: Scenario,
  { cutoff }: Future,
): readonly PeriodEvent[] {
  const kept = events.filter(
    ({ period, name }) =>
      period <= cutoff ||
      !cancelledEvents.some((one) => one.name === name && period >= one.from && period <= one.to),
  );
  const added = addedEvents.filter(({ period }) => period > cutoff);
  if (added.length === 0 && kept.length === events.length) return events;
  return [...kept, ...added].sort(
    (one, other) =>
      one.period - other.period ||
      compare(one.name, other.name) ||
      compare(one.region, other.region),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
