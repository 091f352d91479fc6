import { auditChecks, contentHash, type IngestionStore } from '../application/ingestion/index.ts';
import { sha256OfText } from '../files/index.ts';

interface ShopOptions {
  readonly slug?: string;
  readonly items: number;
  readonly days: number;
  readonly missingValuePolicy?: 'zero' | 'keep-unknown';
}

/** Day 16,436 is 2015-01-01. */
const shopStart = 16_436;

/** Key of item `index`: `ITEM_000` and so on, in the order of the index. */
export function shopKey(index: number): string {
  return `ITEM_${String(index).padStart(3, '0')}`;
}

/**
 * Stores a daily dataset: item i sells 1 + i + (day mod 7) each day, at a price of 2; day 10 is unknown. Even items are
 * in store CA_1, odd ones in TX_1. Christmas 2015 is an event.
 */
export async function ingestShop(store: IngestionStore, options: ShopOptions): Promise<void> {
  const { slug = 'shop', items, days, missingValuePolicy = 'zero' } = options;
  const dataset = {
    slug,
    name: 'Shop',
    description: 'A shop for tests',
    calendar: { frequency: 'daily', weekStartsOn: 1 },
    missingValuePolicy,
    synthetic: true,
    licence: 'CC0-1.0',
  } as const;
  const indices = Array.from({ length: items }, (_, index) => index);
  await store.session(dataset, async (session) => {
    const ids = await session.upsertItems(
      indices.map((index) => ({
        key: shopKey(index),
        category: 'FOODS',
        store: index % 2 === 0 ? 'CA_1' : 'TX_1',
        state: index % 2 === 0 ? 'CA' : 'TX',
        attributes: { shelf: index },
      })),
    );
    const patch = (index: number, valueOf: (day: number) => number) => ({
      itemId: ids.get(shopKey(index))!,
      startPeriod: shopStart,
      values: Float32Array.from({ length: days }, (_, day) => valueOf(day)),
    });
    await session.copyDemand(
      indices.map((index) =>
        patch(index, (day) => (day === 10 ? Number.NaN : 1 + index + (day % 7))),
      ),
    );
    await session.copyPrices(indices.map((index) => patch(index, () => 2)));
    await session.addCalendarEvents([
      { date: '2015-12-25', name: 'Christmas', kind: 'holiday', region: '' },
    ]);
    return session.commit({
      source: 'test',
      contentHash: contentHash(sha256OfText, dataset, [slug, String(items), String(days)]),
      files: [],
      audit: {
        findings: auditChecks.map((check) => ({ check, unit: 'values', count: 0, examples: [] })),
      },
      rowCount: items * days,
    });
  });
}
