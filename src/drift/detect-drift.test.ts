import { describe, expect, it } from 'vitest';

import { ForecastError } from '../errors/index.ts';
import { detectDrift } from './detect-drift.ts';
import type { DriftData } from './drift-data.ts';
import type { DriftFinding, DriftKind } from './drift-finding.ts';
import { driftingShop, shopDays, type ShopDay, shopStart } from './testing/drifting-shop.ts';

const last = shopStart + shopDays - 1;
/** Day of the shop on which changes begin: in the middle of a week, 25 days before its end. */
const changed = shopDays - 25;

/** Findings on segments by weekly checks, from a day of the shop to its end. */
function weeklyFindings(shop: DriftData, from: number): readonly DriftFinding[] {
  const checks = Math.floor((shopDays - 1 - from) / 7) + 1;
  return Array.from({ length: checks }, (_, back) => last - 7 * back)
    .flatMap((day) => detectDrift(shop, day).findings)
    .filter(({ level }) => level !== 'item-store');
}

function kindsOf(findings: readonly DriftFinding[], level: string, segment: string) {
  return new Set(
    findings
      .filter((one) => one.level === level && one.segment === segment)
      .map(({ kind }) => kind),
  );
}

const isChangedStore = ({ store, day }: ShopDay) => store === 'B' && day >= changed;

describe('detectDrift', () => {
  it('finds nothing in a year of ordinary weeks', () => {
    expect(weeklyFindings(driftingShop(), shopDays - 364)).toEqual([]);
  });

  it.each<{ name: string; kind: DriftKind; shop: () => DriftData }>([
    {
      name: 'demand that falls by 30 %',
      kind: 'LEVEL_SHIFT',
      shop: () => driftingShop({ demand: (at) => (isChangedStore(at) ? 0.7 : 1) }),
    },
    {
      name: 'demand that rises by 30 %',
      kind: 'LEVEL_SHIFT',
      shop: () => driftingShop({ demand: (at) => (isChangedStore(at) ? 1.3 : 1) }),
    },
    {
      name: 'a weekly pattern that is turned round',
      kind: 'WEEKDAY_PATTERN',
      shop: () =>
        driftingShop({
          demand: (at) =>
            isChangedStore(at) ? [1.5, 1.5, 1.1, 1.1, 0.9, 0.6, 0.7][at.day % 7]! : 1,
        }),
    },
    {
      name: 'a store that closes',
      kind: 'DEAD_SEGMENT',
      shop: () => driftingShop({ demand: (at) => (isChangedStore(at) ? 0 : 1) }),
    },
    {
      name: 'prices that rise by 20 %',
      kind: 'PRICE_SHOCK',
      shop: () => driftingShop({ price: (at) => (isChangedStore(at) ? 1.2 : 1) }),
    },
    {
      name: 'prices that fall by 20 %',
      kind: 'PRICE_SHOCK',
      shop: () => driftingShop({ price: (at) => (isChangedStore(at) ? 0.8 : 1) }),
    },
    {
      name: 'half of the assortment delisted',
      kind: 'LISTING',
      shop: () =>
        driftingShop({ price: (at) => (isChangedStore(at) && at.product < 3 ? Number.NaN : 1) }),
    },
  ])('calls $name $kind within four weeks, and nothing before', ({ kind, shop }) => {
    const findings = weeklyFindings(shop(), changed - 28);
    expect(kindsOf(findings, 'store', 'B')).toContain(kind);
    expect(kindsOf(findings, 'store', 'C')).toEqual(new Set());
    for (const { since } of findings) expect(since).toBeGreaterThan(shopStart + changed - 29);
  });

  it('calls empty shelves ZERO_SHARE', () => {
    const outage = ({ product, day }: ShopDay) => (product + Math.floor(day / 2)) % 4 === 0;
    const shop = driftingShop({ demand: (at) => (isChangedStore(at) && outage(at) ? 0 : 1) });
    expect(kindsOf(weeklyFindings(shop, changed), 'store', 'B')).toContain('ZERO_SHARE');
  });

  it('says direction, size and begin of a shift', () => {
    const shop = driftingShop({ demand: (at) => (isChangedStore(at) ? 0.7 : 1) });
    const { findings } = detectDrift(shop, last);
    const [shift] = findings.filter(
      ({ kind, level }) => kind === 'LEVEL_SHIFT' && level === 'store',
    );
    expect(shift).toMatchObject({ segment: 'B', direction: 'down' });
    expect(shift!.effect).toBeCloseTo(-0.3, 1);
    expect(shift!.threshold).toBeLessThan(0);
    expect(Math.abs(shift!.since - (shopStart + changed))).toBeLessThanOrEqual(7);
  });

  it('takes a season that comes every year for no change', () => {
    const shop = driftingShop({
      demand: ({ department, day }) => (department === 'TOYS' && day % 364 > 300 ? 1.8 : 1),
    });
    expect(weeklyFindings(shop, shopDays - 364)).toEqual([]);
  });

  it('hears no echo of a shift of the year before', () => {
    const shop = driftingShop({
      demand: ({ store, day }) => (store === 'B' && day >= shopDays - 364 - 14 ? 0.6 : 1),
    });
    expect(weeklyFindings(shop, shopDays - 28)).toEqual([]);
  });

  it('has nothing but the death of a dead segment, and its neighbours stay unsuspected', () => {
    const shop = driftingShop({ demand: (at) => (isChangedStore(at) ? 0 : 1) });
    const { findings, levels } = detectDrift(shop, last);
    const ofStores = findings.filter(({ level }) => level === 'store');
    expect(ofStores.map(({ segment, kind }) => [segment, kind])).toEqual([['B', 'DEAD_SEGMENT']]);
    expect(levels).toContainEqual({ level: 'store', segments: 6, drifted: 1 });
  });

  it('looks at nothing that lies after the check', () => {
    const day = last - 100;
    const shop = driftingShop({ days: shopDays - 100 });
    const changedLater = driftingShop({
      demand: ({ day: at }) => (at > shopDays - 101 ? 5 : 1),
      price: ({ day: at }) => (at > shopDays - 101 ? 3 : 1),
    });
    expect(detectDrift(changedLater, day)).toEqual(detectDrift(shop, day));
  });

  it('finds items that went silent and new ones that still grow', () => {
    const isDead = ({ store, product, day }: ShopDay) =>
      store === 'A' && product === 5 && day > shopDays - 30;
    const isYoung = ({ store, product, day }: ShopDay) =>
      store === 'C' && product === 5 && day < shopDays - 70;
    const grows = ({ store, product, day }: ShopDay) =>
      store === 'C' && product === 5 && day > shopDays - 29 ? 4 : 1;
    const shop = driftingShop({ demand: (at) => (isDead(at) || isYoung(at) ? 0 : grows(at)) });
    const { findings } = detectDrift(shop, last);
    const ofItems = findings.filter(({ level }) => level === 'item-store');
    const named = ofItems.map(({ kind, segment }) => `${kind} ${segment}`);
    expect(named).toContain('DEAD_SEGMENT FOOD_5_A');
    expect(named).toContain('RAMPING_ITEM TOYS_5_C');
    expect(named).toHaveLength(4);
  });

  it('says what a short history and missing prices leave unjudged', () => {
    const young = detectDrift(driftingShop({ days: 70, hasPrices: false }), shopStart + 69);
    expect(young).toMatchObject({ isSeasonKnown: false, judged: ['DEAD_SEGMENT', 'RAMPING_ITEM'] });
    const full = detectDrift(driftingShop(), last);
    expect(full.isSeasonKnown).toBe(true);
    expect(full.judged).toContain('PRICE_SHOCK');
  });

  it('answers for a dataset without any demand', () => {
    const { calendar, hierarchy, items } = driftingShop({ days: 7 });
    const empty = items.map(({ key }) => ({ key, start: shopStart, values: new Float64Array(0) }));
    const data = { calendar, hierarchy, items: empty, prices: null };
    expect(detectDrift(data, last).findings).toEqual([]);
  });

  it('refuses a calendar of months by name', () => {
    const shop = {
      ...driftingShop({ days: 7 }),
      calendar: { frequency: 'monthly', weekStartsOn: 1 },
    } as const;
    expect(() => detectDrift(shop, last)).toThrow(ForecastError);
  });
});
