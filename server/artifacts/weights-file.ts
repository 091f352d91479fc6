import { z } from 'zod';

import type { WeightTensor } from '../application/models/index.ts';
import { ArtifactFault } from './artifact-fault.ts';

/**
 * The form of `weights.bin`: 8 bytes of magic, the format's version and the header's length as unsigned 32-bit integers,
 * the header, then the values of all tensors one behind the other. Everything is little-endian, as is every platform
 * that Node runs on; the header is padded with spaces so that the values begin at a multiple of 8 bytes.
 */
const magic = new TextEncoder().encode('FCWEIGHT');
const formatVersion = 1;
const prefixBytes = magic.length + 8;
const alignment = 8;

const header = z.array(
  z.strictObject({
    name: z.string().min(1).max(500),
    shape: z.array(z.int().min(1)).max(8),
    /** Place of its first value among all values. */
    offset: z.int().min(0),
  }),
);

const sizeOf = (shape: readonly number[]) => shape.reduce((product, axis) => product * axis, 1);

/** The bytes of `weights.bin`; the same tensors in the same order give the same bytes. */
export function encodeWeights(tensors: readonly WeightTensor[]): Uint8Array {
  let offset = 0;
  const places = tensors.map(({ name, shape, values }) => {
    const place = { name, shape, offset };
    offset += values.length;
    return place;
  });
  const text = JSON.stringify(places);
  const unpadded = prefixBytes + Buffer.byteLength(text);
  const start = Math.ceil(unpadded / alignment) * alignment;
  const bytes = new Uint8Array(start + offset * Float32Array.BYTES_PER_ELEMENT);
  bytes.set(magic);
  const view = new DataView(bytes.buffer);
  view.setUint32(magic.length, formatVersion, true);
  view.setUint32(magic.length + 4, start - prefixBytes, true);
  bytes.fill(0x20, prefixBytes, start);
  bytes.set(new TextEncoder().encode(text), prefixBytes);
  const all = new Float32Array(bytes.buffer, start);
  for (const [rank, { values }] of tensors.entries()) all.set(values, places[rank]!.offset);
  return bytes;
}

/**
 * The tensors of a `weights.bin`, as views of its bytes, which must begin at a multiple of 8 in their buffer.
 * @throws ArtifactFault ARTIFACT_CORRUPT, MODEL_LOAD_FAILED for a format of the future.
 */
export function decodeWeights(bytes: Uint8Array): readonly WeightTensor[] {
  const headerBytes = headerLength(bytes);
  const start = prefixBytes + headerBytes;
  const places = parseHeader(bytes.subarray(prefixBytes, start));
  const all = new Float32Array(
    bytes.buffer,
    bytes.byteOffset + start,
    (bytes.length - start) / Float32Array.BYTES_PER_ELEMENT,
  );
  let expected = 0;
  const tensors = places.map(({ name, shape, offset }) => {
    const size = sizeOf(shape);
    if (offset !== expected || offset + size > all.length) {
      throw corrupt(
        `tensor ${name} of shape [${shape.join(', ')}] does not fit at ${offset} of ${all.length} values`,
      );
    }
    expected += size;
    return { name, shape, values: all.subarray(offset, offset + size) };
  });
  if (expected !== all.length) {
    throw corrupt(`its tensors have ${expected} values, but the file holds ${all.length}`);
  }
  if (new Set(places.map(({ name }) => name)).size < places.length) {
    throw corrupt('two tensors have one name');
  }
  return tensors;
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < prefixBytes || magic.some((byte, place) => bytes[place] !== byte)) {
    throw corrupt('it does not begin as a file of weights does');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, prefixBytes);
  const version = view.getUint32(magic.length, true);
  if (version !== formatVersion) {
    throw new ArtifactFault(
      'MODEL_LOAD_FAILED',
      `weights.bin has format ${version}, but this release reads format ${formatVersion}.`,
    );
  }
  const length = view.getUint32(magic.length + 4, true);
  const valueBytes = bytes.length - prefixBytes - length;
  if (valueBytes < 0 || length % alignment !== 0 || valueBytes % 4 !== 0) {
    throw corrupt(`a header of ${length} bytes does not fit a file of ${bytes.length}`);
  }
  return length;
}

function parseHeader(bytes: Uint8Array): z.infer<typeof header> {
  try {
    return header.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    throw corrupt('its header is not a list of tensors', error);
  }
}

function corrupt(problem: string, cause?: unknown): ArtifactFault {
  return new ArtifactFault('ARTIFACT_CORRUPT', `weights.bin is damaged: ${problem}.`, cause);
}
