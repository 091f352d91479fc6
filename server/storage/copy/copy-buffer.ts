import { float64ArrayBytes, writeFloat64Array } from './encode-array.ts';

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
    const at = this.#buffer.writeInt32BE(float64ArrayBytes(values), this.#length);
    this.#length = writeFloat64Array(values, this.#buffer, at);
  }

  /** A one-dimensional real[], NaN as null. */
  float32Array(values: Float32Array): void {
    const buffer = this.#buffer;
    const start = this.#length;
    let at = start + 24;
    let nulls = 0;
    for (const value of values) {
      if (Number.isNaN(value)) {
        at = buffer.writeInt32BE(-1, at);
        nulls = 1;
      } else {
        at = buffer.writeInt32BE(4, at);
        at = buffer.writeFloatBE(value, at);
      }
    }
    buffer.writeInt32BE(at - start - 4, start);
    buffer.writeInt32BE(1, start + 4); // dimensions
    buffer.writeInt32BE(nulls, start + 8);
    buffer.writeInt32BE(realType, start + 12);
    buffer.writeInt32BE(values.length, start + 16);
    buffer.writeInt32BE(1, start + 20); // index of the first element
    this.#length = at;
  }

  /** Ends the stream; returns what was not handed out yet. */
  end(): Buffer {
    const full = this.reserve(2);
    this.#length = this.#buffer.writeInt16BE(-1, this.#length);
    const rest = this.#buffer.subarray(0, this.#length);
    return full === null ? rest : Buffer.concat([full, rest]);
  }
}

/** The number of type real in pg_type. */
const realType = 700;

/** Most bytes of a real[] field with its length. */
export function float32ArrayBytes(values: Float32Array): number {
  return 24 + 8 * values.length;
}

/** Most bytes of a text field with its length. */
export function textBytes(value: string | null): number {
  return 4 + 3 * (value?.length ?? 0);
}
