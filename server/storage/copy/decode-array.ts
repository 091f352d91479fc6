/** Offset of the first element of a one-dimensional array: dimensions, null flag, type, length, first index. */
const headerBytes = 20;

/** The number of elements of a one-dimensional array; an empty one has no dimension. */
function lengthOf(view: DataView): number {
  return view.getInt32(0) === 0 ? 0 : view.getInt32(12);
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Decodes the binary form (`array_send`) of a real[] into `target` from `offset` on. Null elements are skipped, so that
 * what stood there stays: the overlay of a patch over earlier ones.
 */
export function overlayFloat32Array(bytes: Buffer, target: Float64Array, offset: number): void {
  const view = viewOf(bytes);
  const length = lengthOf(view);
  let at = headerBytes;
  for (let index = 0; index < length; index += 1) {
    const isNull = view.getInt32(at) < 0;
    at += 4;
    if (isNull) continue;
    target[offset + index] = view.getFloat32(at);
    at += 4;
  }
}

/** Decodes the binary form of a double precision[]; null becomes NaN. */
export function decodeFloat64Array(bytes: Buffer): Float64Array {
  const view = viewOf(bytes);
  const values = new Float64Array(lengthOf(view));
  let at = headerBytes;
  for (let index = 0; index < values.length; index += 1) {
    const isNull = view.getInt32(at) < 0;
    at += 4;
    values[index] = isNull ? Number.NaN : view.getFloat64(at);
    if (!isNull) at += 8;
  }
  return values;
}

/** Decodes the binary form of an integer[] without nulls. */
export function decodeInt32Array(bytes: Buffer): Int32Array {
  const view = viewOf(bytes);
  const values = new Int32Array(lengthOf(view));
  for (let index = 0; index < values.length; index += 1) {
    values[index] = view.getInt32(headerBytes + 8 * index + 4);
  }
  return values;
}
