import { isUtf8 } from 'node:buffer';

import { unreadable } from '../application/ingestion/index.ts';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const lineFeed = 10;
const replacement = Buffer.from('�');

/**
 * Passes chunks of a text through: strict UTF-8 without NUL, a byte order mark at the start dropped. Every chunk that is
 * yielded ends with a whole character.
 * @throws ForecastError FILE_UNREADABLE naming the line and the byte.
 */
export async function* strictText(
  file: string,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const checker = new TextChecker(file);
  for await (const chunk of chunks) {
    const text = checker.check(chunk);
    if (text.length > 0) yield text;
  }
  checker.end();
}

class TextChecker {
  readonly #file: string;
  #pending: Buffer = Buffer.alloc(0);
  /** Bytes and line feeds before `#pending`. */
  #offset = 0;
  #lines = 0;

  constructor(file: string) {
    this.#file = file;
  }

  check(chunk: Buffer): Buffer {
    const joined = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const end = wholeCharacters(joined);
    const text = joined.subarray(0, end);
    if (!isUtf8(text)) this.#refuse(text, firstInvalid(text));
    const nul = text.indexOf(0);
    if (nul >= 0) this.#refuse(text, nul);
    this.#pending = joined.subarray(end);
    // A short first chunk may hold no more than a part of the mark: then it all is pending.
    const marked = this.#offset === 0 && text.subarray(0, 3).equals(byteOrderMark);
    this.#offset += text.length;
    this.#lines += countLineFeeds(text, text.length);
    return marked ? text.subarray(3) : text;
  }

  end(): void {
    if (this.#pending.length > 0) this.#refuse(this.#pending, 0);
  }

  #refuse(text: Buffer, index: number): never {
    const byte = text[index]!;
    const name = `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    const line = this.#lines + countLineFeeds(text, index) + 1;
    const what = byte === 0 ? 'is not text' : 'is not UTF-8';
    throw unreadable(
      this.#file,
      `byte ${name} at offset ${this.#offset + index}, in line ${line}, ${what}`,
      'Save the file as UTF-8 text.',
    );
  }
}

/** Length of `bytes` without an unfinished character at their end (at most 3 bytes). */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/**
 * Index of the first byte that is not UTF-8: decoding puts U+FFFD there, and what stands before it is valid, so that it has
 * as many bytes as its text needs.
 */
function firstInvalid(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  let offset = 0;
  let from = 0;
  for (;;) {
    const index = text.indexOf('�', from);
    offset += Buffer.byteLength(text.slice(from, index));
    if (!bytes.subarray(offset, offset + 3).equals(replacement)) return offset;
    offset += replacement.length;
    from = index + 1;
  }
}

function countLineFeeds(bytes: Buffer, end: number): number {
  let count = 0;
  for (
    let at = bytes.indexOf(lineFeed);
    at >= 0 && at < end;
    at = bytes.indexOf(lineFeed, at + 1)
  ) {
    count += 1;
  }
  return count;
}
