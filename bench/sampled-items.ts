import { createRandom } from '#core/math';
import { syntheticRetail, type SyntheticScale } from '#core/synthetic';

import { benchSeed } from './loaded-database.ts';

/** Keys of `sets` random sets of `size` items of the loaded dataset, always the same ones. */
export function sampleItemKeys(
  scale: SyntheticScale,
  sets: number,
  size: number,
): readonly (readonly string[])[] {
  const retail = syntheticRetail({ scale, seed: benchSeed });
  const random = createRandom(benchSeed).fork('sampled items');
  return Array.from({ length: sets }, () => {
    const places = new Set<number>();
    while (places.size < Math.min(size, retail.itemCount)) {
      places.add(random.integer(retail.itemCount));
    }
    return [...places].map((place) => retail.item(place).attributes.key);
  });
}
