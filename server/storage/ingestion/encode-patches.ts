import type { Patch } from '../../application/ingestion/ports.ts';
import { CopyBuffer, float32ArrayBytes } from '../copy/copy-buffer.ts';

/** Bytes of a tuple beside its array: the number of fields and four integers with their lengths. */
const fixedBytes = 2 + 4 * 8;

/** The columns that `encodePatches` writes, in its order. */
export const patchColumns = 'item_id, ingestion_id, start_period, end_period, "values"';

/** Patches as the data of a COPY BINARY; those without values are left out. `onPatch` sees each one that is written. */
export async function* encodePatches(
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
    buffer.tuple(5);
    buffer.int32(itemId);
    buffer.int32(ingestionId);
    buffer.int32(startPeriod);
    buffer.int32(startPeriod + values.length - 1);
    buffer.float32Array(values);
    onPatch(patch);
  }
  yield buffer.end();
}
