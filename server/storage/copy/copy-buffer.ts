/** First bytes of a COPY BINARY stream (PostgreSQL, SQL-COPY "Binary Format"): signature, flags, extension length. */
const header = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const chunkBytes = 512 * 1024;

/**
 * Collects the bytes of a COPY BINARY stream in large chunks. `reserve` room for a tuple, write its fields, and hand out
 * the finished chunk when there is one.
 */
export class CopyBuffer {
  #buffer = Buffer.allocUnsafe(chunkBytes);
  #length = header.copy(this.#buffer);

  /** Makes room for `bytes`; returns the chunk that was full before, if any. */
  reserve(bytes: number): Buffer | null {
    if (this.#length + bytes <= this.#buffer.length) return null;
    const full = this.#buffer.subarray(0, this.#length);
    this.#buffer = Buffer.allocUnsafe(Math.max(chunkBytes, bytes));
    this.#length = 0;
    return full.length === 0 ? null : full;
  }

  /** Starts a tuple of `fields` fields. */
  tuple(fields: number): void {
    this.#length = this.#buffer.writeInt16BE(fields, this.#length);
  }

  /** null is stored as null. */
  int32(value: number | null): void {
    if (value === null) {
      this.#length = this.#buffer.writeInt32BE(-1, this.#length);
      return;
    }
    this.#length = this.#buffer.writeInt32BE(4, this.#length);
    this.#length = this.#buffer.writeInt32BE(value, this.#length);
  }

  int64(value: number): void {
    this.#length = this.#buffer.writeInt32BE(8, this.#length);
    this.#length = this.#buffer.writeBigInt64BE(BigInt(value), this.#length);
  }

  /** NaN is stored as null. */
  float64(value: number): void {
    if (Number.isNaN(value)) {
      this.#length = this.#buffer.writeInt32BE(-1, this.#length);
      return;
    }
    this.#length = this.#buffer.writeInt32BE(8, this.#length);
    this.#length = this.#buffer.writeDoubleBE(value, this.#length);
  }

  boolean(value: boolean): void {
    this.#length = this.#buffer.writeInt32BE(1, this.#length);
    this.#length = this.#buffer.writeUInt8(value ? 1 : 0, this.#length);
  }

  /** null is stored as null. */
  text(value: string | null): void {
    if (value === null) {
      this.#length = this.#buffer.writeInt32BE(-1, this.#length);
      return;
    }
    const bytes = this.#buffer.write(value, this.#length + 4);
    this.#buffer.writeInt32BE(bytes, this.#length);
    this.#length += 4 + bytes;
  }

  /** A one-dimensional double precision[]; values are finite. */
  float64Array(values: Float64Array): void {
    const buffer = this.#buffer;
    let at = this.#arrayHeader(doubleType, values.length, false);
    buffer.writeInt32BE(20 + 12 * values.length, this.#length);
    for (const value of values) {
      at = buffer.writeInt32BE(8, at);
      at = buffer.writeDoubleBE(value, at);
    }
    this.#length = at;
  }

  /** A one-dimensional real[], NaN as null. */
  float32Array(values: Float32Array): void {
    const buffer = this.#buffer;
    const start = this.#length;
    let at = this.#arrayHeader(realType, values.length, values.some(Number.isNaN));
    for (const value of values) {
      if (Number.isNaN(value)) {
        at = buffer.writeInt32BE(-1, at);
      } else {
        at = buffer.writeInt32BE(4, at);
        at = buffer.writeFloatBE(value, at);
      }
    }
    buffer.writeInt32BE(at - start - 4, start);
    this.#length = at;
  }

  /** Writes the header of a one-dimensional array behind room for the field's length; answers where its elements begin. */
  #arrayHeader(elementType: number, length: number, hasNulls: boolean): number {
    const buffer = this.#buffer;
    let at = buffer.writeInt32BE(1, this.#length + 4); // dimensions
    at = buffer.writeInt32BE(hasNulls ? 1 : 0, at);
    at = buffer.writeInt32BE(elementType, at);
    at = buffer.writeInt32BE(length, at);
    return buffer.writeInt32BE(1, at); // index of the first element
  }

  /** Ends the stream; returns what was not handed out yet. */
  end(): Buffer {
    const full = this.reserve(2);
    this.#length = this.#buffer.writeInt16BE(-1, this.#length);
    const rest = this.#buffer.subarray(0, this.#length);
    return full === null ? rest : Buffer.concat([full, rest]);
  }
}

/** The numbers of the types real and double precision in pg_type. */
const realType = 700;
const doubleType = 701;

/** Most bytes of a real[] field with its length. */
export function float32ArrayBytes(values: Float32Array): number {
  return 24 + 8 * values.length;
}

/** Bytes of a double precision[] field with its length. */
export function float64ArrayBytes(values: Float64Array): number {
  return 24 + 12 * values.length;
}

/** Most bytes of a text field with its length. */
export function textBytes(value: string | null): number {
  return 4 + 3 * (value?.length ?? 0);
}
