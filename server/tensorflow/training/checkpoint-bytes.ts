import { createHash } from 'node:crypto';

import type { Weights } from '#core/models/neural';
import { z } from 'zod';

import type { TrainingState } from '../../application/training/index.ts';

/** Changes with the layout; states of another version are not read. */
const version = 1;

const headerSchema = z.strictObject({
  version: z.literal(version),
  step: z.int().min(0),
  loss: z.number().nullable(),
  best: z
    .strictObject({ score: z.number(), step: z.int().min(0), worseScores: z.int().min(0) })
    .nullable(),
  /** Of the arrays of the network; each group of weights has the same. */
  lengths: z.array(z.int().min(0)),
});

const hashBytes = 32;
const lengthBytes = 4;

/**
 * SHA-256 of the rest · length of the header · header (JSON, filled up to a multiple of four) · groups of little-endian float32:
 * weights, both moments, averages, and the best weights where there are some.
 */
export function encodeCheckpoint({ adam, best, loss }: TrainingState): Uint8Array {
  const header = JSON.stringify({
    ...{ version, step: adam.step, loss },
    best: best && { score: best.score, step: best.step, worseScores: best.worseScores },
    lengths: adam.weights.map(({ length }) => length),
  });
  const text = Buffer.from(header.padEnd(Math.ceil(header.length / 4) * 4));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(text.length);
  const groups = [adam.weights, adam.firstMoments, adam.secondMoments, adam.averages];
  if (best !== null) groups.push(best.weights);
  const numbers = groups.flat().map(({ buffer, byteOffset, byteLength }) => {
    return Buffer.from(buffer, byteOffset, byteLength);
  });
  const content = Buffer.concat([length, text, ...numbers]);
  return Buffer.concat([createHash('sha256').update(content).digest(), content]);
}

/** @throws Error saying what is wrong with the bytes. */
export function decodeCheckpoint(bytes: Uint8Array): TrainingState {
  const content = bytes.subarray(hashBytes);
  const hash = createHash('sha256').update(content).digest();
  if (!hash.equals(bytes.subarray(0, hashBytes))) throw new Error('its hash does not fit');
  const headerLength = Buffer.from(content).readUInt32LE(0);
  const from = lengthBytes + headerLength;
  const text = Buffer.from(content.subarray(lengthBytes, from)).toString();
  const { step, loss, best, lengths } = headerSchema.parse(JSON.parse(text));
  const size = lengths.reduce((sum, length) => sum + length, 0);
  const numbers = new Float32Array(new Uint8Array(content.subarray(from)).buffer);
  if (numbers.length !== size * (best === null ? 4 : 5)) throw new Error('its length does not fit');
  const group = (index: number): Weights => split(numbers.subarray(index * size), lengths);
  const [weights, firstMoments, secondMoments, averages] = [0, 1, 2, 3].map(group);
  return {
    adam: {
      ...{ weights: weights!, firstMoments: firstMoments!, secondMoments: secondMoments! },
      ...{ averages: averages!, step },
    },
    best: best && { ...best, weights: group(4) },
    loss,
  };
}

function split(numbers: Float32Array, lengths: readonly number[]): Weights {
  let from = 0;
  return lengths.map((length) => {
    from += length;
    return numbers.slice(from - length, from);
  });
}
