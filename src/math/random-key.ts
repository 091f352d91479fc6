/** Identity of a random stream: the four words that start its generator. */
export type RandomKey = Uint32Array;

const salts = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];

/** The key of the stream that belongs to a finite number: equal numbers, equal keys. */
export function keyOfSeed(seed: number): RandomKey {
  return hashWords(new Uint32Array(new Float64Array([seed === 0 ? 0 : seed]).buffer));
}

/** The key of the child stream `label` of the stream with key `parent`. */
export function keyOfFork(parent: RandomKey, label: string): RandomKey {
  const words = new Uint32Array(parent.length + label.length);
  words.set(parent);
  for (let index = 0; index < label.length; index += 1) {
    words[parent.length + index] = label.charCodeAt(index);
  }
  return hashWords(words);
}

/** Four salted MurmurHash3 (x86, 32 bit; A. Appleby) digests of the words, never all zero. */
function hashWords(words: Uint32Array): RandomKey {
  const key = Uint32Array.from(salts, (salt) => murmur(words, salt));
  if (key.every((word) => word === 0)) key[0] = 1;
  return key;
}

function murmur(words: Uint32Array, salt: number): number {
  let hash = salt;
  for (const word of words) {
    let block = Math.imul(word, 0xcc9e2d51);
    block = Math.imul((block << 15) | (block >>> 17), 0x1b873593);
    hash ^= block;
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash ^= words.length * 4;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
