/** The number of type double precision in pg_type. */
const doubleType = 701;
/** Dimensions, null flag, type, length, first index. */
const headerBytes = 20;

/**
 * The binary form (`array_recv`) of a double precision[], as a parameter of a statement that takes
 * little more memory than the numbers themselves.
 */
export function encodeFloat64Array(values: Float64Array): Buffer {
  const bytes = Buffer.allocUnsafe(headerBytes + 12 * values.length);
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(0, 4);
  bytes.writeInt32BE(doubleType, 8);
  bytes.writeInt32BE(values.length, 12);
  bytes.writeInt32BE(1, 16);
  let at = headerBytes;
  for (const value of values) {
    at = bytes.writeInt32BE(8, at);
    at = bytes.writeDoubleBE(value, at);
  }
  return bytes;
}
