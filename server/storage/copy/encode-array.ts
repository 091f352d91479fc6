/** The number of type double precision in pg_type. */
const doubleType = 701;
/** Dimensions, null flag, type, length, first index. */
const headerBytes = 20;

/** Bytes of a double precision[] in its binary form. */
export function float64ArrayBytes({ length }: Float64Array): number {
  return headerBytes + 12 * length;
}

/**
 * The binary form (`array_recv`) of a double precision[], as a parameter of a statement that takes
 * little more memory than the numbers themselves.
 */
export function encodeFloat64Array(values: Float64Array): Buffer {
  const bytes = Buffer.allocUnsafe(float64ArrayBytes(values));
  writeFloat64Array(values, bytes, 0);
  return bytes;
}

/** Writes that form into a buffer from `start` on; answers where it ends. */
export function writeFloat64Array(values: Float64Array, bytes: Buffer, start: number): number {
  let at = bytes.writeInt32BE(1, start);
  at = bytes.writeInt32BE(0, at);
  at = bytes.writeInt32BE(doubleType, at);
  at = bytes.writeInt32BE(values.length, at);
  at = bytes.writeInt32BE(1, at);
  for (const value of values) {
    at = bytes.writeInt32BE(8, at);
    at = bytes.writeDoubleBE(value, at);
  }
  return at;
}
