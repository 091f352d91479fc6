import type { Patch } from '../../application/ingestion/ports.ts';
import { CopyBuffer, float32ArrayBytes } from '../copy/copy-buffer.ts';

/** Bytes of a tuple beside its array: the number of fields and five integers with their lengths. */
const fixedBytes = 2 + 5 * 8;

/** A table of patches with the columns that `encodePatches` writes for it, in its order. */
export const patchTables = {
  demand:
    'demand_patch (item_id, ingestion_id, start_period, end_period, first_sale_period, "values")',
  prices: 'price_patch (item_id, ingestion_id, start_period, end_period, "values")',
} as const;
export type PatchKind = keyof typeof patchTables;

/** The first period whose demand is known and not zero, or null. */
function firstSalePeriod({ startPeriod, values }: Patch): number | null {
  const index = values.findIndex((value) => value !== 0 && !Number.isNaN(value));
  return index === -1 ? null : startPeriod + index;
}

/** Patches as the data of a COPY BINARY; those without values are left out. `onPatch` sees each one that is written. */
export async function* encodePatches(
  kind: PatchKind,
  patches: AsyncIterable<Patch> | Iterable<Patch>,
  ingestionId: number,
  onPatch: (patch: Patch) => void,
): AsyncGenerator<Buffer> {
  const buffer = new CopyBuffer();
  for await (const patch of patches) {
    const { itemId, startPeriod, values } = patch;
    if (values.length === 0) continue;
    const chunk = buffer.reserve(fixedBytes + float32ArrayBytes(values));
    if (chunk !== null) yield chunk;
    buffer.tuple(kind === 'demand' ? 6 : 5);
    buffer.int32(itemId);
    buffer.int32(ingestionId);
    buffer.int32(startPeriod);
    buffer.int32(startPeriod + values.length - 1);
    if (kind === 'demand') buffer.int32(firstSalePeriod(patch));
    buffer.float32Array(values);
    onPatch(patch);
  }
  yield buffer.end();
}
