import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

import { dateOf } from '#core/calendar';
import { createRandom } from '#core/math';

interface SalesShape {
  readonly seed: number;
  readonly items: number;
  readonly days: number;
}

const daily = { frequency: 'daily', weekStartsOn: 1 } as const;
/** 2015-01-01. */
const firstDay = 16_436;
const mostPerDay = 6;

/** Writes daily sales with a week in them, day by day as a cash desk does: item, date, demand, price. */
export async function writeSales(path: string, { seed, items, days }: SalesShape): Promise<void> {
  const random = createRandom(seed);
  const shelves = Array.from({ length: items }, (_, index) => ({
    key: `ITEM_${String(index).padStart(5, '0')}`,
    mean: mostPerDay * random.uniform(),
    price: (1 + 9 * random.uniform()).toFixed(2),
  }));
  const file = createWriteStream(path);
  file.write('item_id,date,demand,price\n');
  for (let day = 0; day < days; day += 1) {
    const date = dateOf(daily, firstDay + day);
    const weekday = 1 + (day % 7) / 6;
    const lines = shelves.map(
      ({ key, mean, price }) => `${key},${date},${random.poisson(mean * weekday)},${price}\n`,
    );
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}
